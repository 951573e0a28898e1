import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagramMethods, type CompareResult, type PathsResult } from '../../server/src/protocol/diagramRequests';
import { InProcessClient } from './inProcessClient';

const USER = 'agents/models/user.py';

describe('requests of the diagram', () => {
  let folder: string;
  let client: InProcessClient;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'diagram-'));
    cpSync('samples', folder, { recursive: true });
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, stdio: 'pipe' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'State');
    client = await InProcessClient.start(folder);
  });
  afterAll(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('find the way between two entities', async () => {
    const { paths } = await client.request<PathsResult>(diagramMethods.paths, { from: 'agents.models.user.User', to: 'agents.models.agent.AgentManifest' });
    expect(paths[0]?.select).toBe('select(User).join(User.installations).join(AgentInstallation.manifest)');
  });

  const compare = (other: unknown) => client.request<CompareResult>(diagramMethods.compare, { with: other, foldAssociationTables: true });

  it('compare what is typed with what is saved and with a revision', async () => {
    expect(await compare({ kind: 'saved' })).toMatchObject({ summary: 'No difference' });
    await client.open(USER);
    await client.change(USER, 2, client.textOf(USER).replace('class UserProfile', 'class Profile').replaceAll('"UserProfile"', '"Profile"'));
    for (const other of [{ kind: 'saved' }, { kind: 'revision', revision: 'HEAD' }]) {
      const result = await compare(other);
      expect(result).toMatchObject({ difference: { entities: [{ kind: 'changed', name: 'Profile', idBefore: 'agents.models.user.UserProfile' }] } });
    }
  });

  it('say why a revision cannot be had', async () => {
    expect(await compare({ kind: 'revision', revision: 'nothing' })).toEqual({ refusal: `${path.basename(folder)} cannot be compared with nothing: git knows no revision nothing` });
  });
});
