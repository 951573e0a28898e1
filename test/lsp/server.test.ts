import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodeLens, Diagnostic, Hover, LocationLink } from 'vscode-languageserver';
import { methods, type DiagramResult, type EntityAtResult, type ExplainTracebackResult, type ModelTreeResult, type PairedSideResult, type WireLocation } from '../../server/src/protocol/messages';
import { InProcessClient } from './inProcessClient';

const USER = 'agents/models/user.py';
const AGENT = 'agents/models/agent.py';

/** Diagnostics of ours have plain texts; the protocol allows Markdown, too. */
function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value;
}

describe('language server on the samples', () => {
  let client: InProcessClient;
  beforeAll(async () => {
    client = await InProcessClient.start('samples');
  });
  afterAll(() => client.stop());

  const hover = async (file: string, needle: string, options?: { shift?: number; after?: string }): Promise<string> => {
    const result = await client.request<Hover | null>('textDocument/hover', client.at(file, needle, options));
    return result === null ? '' : (result.contents as { value: string }).value;
  };
  const definition = async (file: string, needle: string, options?: { shift?: number; after?: string }): Promise<readonly string[]> => {
    const links = await client.request<LocationLink[] | null>('textDocument/definition', client.at(file, needle, options));
    return (links ?? []).map(({ targetUri, targetSelectionRange: { start, end } }) => {
      const file = targetUri.slice(targetUri.indexOf('samples/') + 'samples/'.length);
      return `${file}: ${client.textOf(file).split('\n')[start.line]?.slice(start.character, end.character)}`;
    });
  };

  it('is ready and tells what it found', () => {
    expect(client.status?.state).toEqual({ kind: 'ready' });
    expect(client.status?.entities).toBeGreaterThan(20);
    expect(client.status?.unreadable).toEqual([]);
    expect(client.logs.join('\n')).not.toMatch(/failed/);
  });

  it('explains a relationship on hover', async () => {
    const words = await hover(USER, 'installations', { after: 'is the other side.' });
    expect(words).toContain('User.installations');
    expect(words).toContain('one to many');
    expect(words).toContain('users.id = agent_installations.user_id');
    expect(words).toContain('AgentInstallation.user');
  });

  it('explains a name inside a join string', async () => {
    expect(await hover(USER, 'AgentInstallation.status', { shift: 20 })).toContain('status');
  });

  it('goes to definitions from strings', async () => {
    expect(await definition(AGENT, '"installations"', { shift: 3 })).toEqual([`${USER}: installations`]);
    expect(await definition(AGENT, '"users.id"', { shift: 8 })).toEqual(['agents/base.py: id']);
    expect(await definition(USER, 'AgentInstallation.status', { shift: 20 })).toEqual([`${AGENT}: status`]);
    expect(await definition('shop/models/catalogue.py', '"book_category"', { after: 'secondary=', shift: 3 })).toHaveLength(1);
    expect(await definition('shop/models/customers.py', '"LoyaltyCard", back', { shift: 3 })).toEqual(['shop/models/customers.py: LoyaltyCard']);
  });

  it('goes to the paired side and back', async () => {
    const there = await client.request<PairedSideResult>(methods.pairedSide, client.at(USER, 'installations', { after: 'is the other side.' }));
    expect(there.sides.map((side) => side.label)).toEqual(['AgentInstallation.user']);
    const [side] = there.sides;
    const back = await client.request<PairedSideResult>(methods.pairedSide, { textDocument: { uri: side?.uri }, position: side?.selection.start });
    expect(back.sides.map((other) => other.label)).toEqual(['User.installations']);
  });

  it('says why there is no paired side', async () => {
    const none = await client.request<PairedSideResult>(methods.pairedSide, client.at('agents/models/run.py', 'installation:'));
    expect(none.sides).toEqual([]);
    expect(none.reason).toContain('no paired side');
  });

  it('answers for the panel: entity at the cursor, its place, the diagram', async () => {
    const found = await client.request<EntityAtResult>(methods.entityAt, client.at(USER, 'email'));
    expect(found.entity).toBe('agents.models.user.User');
    const place = await client.request<WireLocation>(methods.locate, { entity: found.entity, member: 'email' });
    expect(place.uri).toBe(client.uriOf(USER));
    const { diagram, state } = await client.request<DiagramResult>(methods.diagram, { foldAssociationTables: true });
    expect(state.kind).toBe('ready');
    expect(diagram.entities.map((entity) => entity.name)).toEqual(expect.arrayContaining(['User', 'AgentInstallation', 'AgentManifest', 'Customer', 'Book']));
  });

  it('answers for the models view, with places', async () => {
    const { folders } = await client.request<ModelTreeResult>(methods.modelTree, {});
    const modules = folders.flatMap(({ nodes }) => nodes);
    const user = modules.find(({ label }) => label === 'agents.models.user')?.children.find(({ label }) => label === 'User');
    expect(user?.location?.uri).toBe(client.uriOf(USER));
    expect(user?.children.map(({ label }) => label)).toEqual(expect.arrayContaining(['email', 'installations']));
  });

  it('finds the cause of a stack trace', async () => {
    const message = "sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f00> is not bound to a Session; lazy load operation of attribute 'installations' cannot proceed";
    const found = await client.request<ExplainTracebackResult | null>(methods.explainTraceback, { text: message });
    expect(found?.how).toBe('name');
    expect(client.textOf(USER).split('\n')[found?.location.selection.start.line ?? 0]).toContain('installations');
  });

  it('shows mapped inheritance over the protocol, and nothing where there is none', async () => {
    expect(await client.request('textDocument/prepareTypeHierarchy', client.at(USER, 'AgentInstallation'))).toBeNull();
    expect(client.initializeResult?.capabilities.typeHierarchyProvider).toBe(true);
  });

  it('shows lenses', async () => {
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: client.uriOf(USER) } });
    expect(lenses.map((lens) => lens.command?.title)).toEqual(expect.arrayContaining([expect.stringContaining('AgentInstallation.user')]));
  });

  it('reports the three common errors of the broken sample, each in its file', () => {
    const codes = ['broken/ambiguous_join.py', 'broken/no_foreign_key.py', 'broken/same_direction.py'].map((file) =>
      (client.diagnostics.get(client.uriOf(file)) ?? []).filter((diagnostic) => diagnostic.severity === 1).map((diagnostic) => messageOf(diagnostic).split('\n').at(-1)?.split(':')[0]),
    );
    expect(codes).toEqual([['AmbiguousForeignKeysError', 'AmbiguousForeignKeysError'], ['NoForeignKeysError'], ['ArgumentError']]);
  });

  it('has no error on the samples that SQLAlchemy accepts', () => {
    const wrong = [...client.diagnostics].filter(([uri, list]) => !uri.includes('/broken/') && list.some((diagnostic) => (diagnostic.severity ?? 1) <= 2));
    expect(wrong).toEqual([]);
  });
});

describe('language server while typing', () => {
  let client: InProcessClient;
  beforeAll(async () => {
    client = await InProcessClient.start('samples/agents');
  });
  afterAll(() => client.stop());

  it('follows an edit with problems and a new graph, and takes them back', async () => {
    const file = 'models/agent.py';
    const text = client.textOf(file);
    const before = client.revision;
    await client.open(file);
    await client.change(file, 2, text.replace('back_populates="installations"', 'back_populates="instalations"'));
    await client.until(() => (client.diagnostics.get(client.uriOf(file)) ?? []).length > 0);
    expect(client.diagnostics.get(client.uriOf(file))?.map(messageOf).join('\n')).toContain('installations');
    expect(client.revision).toBeGreaterThan(before);
    await client.change(file, 3, text);
    await client.until(() => (client.diagnostics.get(client.uriOf(file)) ?? []).length === 0);
  });

  it('answers while a call is half typed', async () => {
    const file = 'models/user.py';
    const text = client.textOf(file);
    const broken = text.replace('profile: Mapped[Optional["UserProfile"]] = relationship(back_populates="user")', 'profile: Mapped[Optional["UserProfile"]] = relationship(back_popul');
    await client.open(file);
    await client.change(file, 2, broken);
    const hover = await client.request<Hover | null>('textDocument/hover', client.at(file, 'installations', { after: 'is the other side.' }));
    expect(JSON.stringify(hover)).toContain('AgentInstallation');
    await client.change(file, 3, text);
  });
});
