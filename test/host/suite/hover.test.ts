import { strict as assert } from 'node:assert';
import { attributeOf, hoverAt, openFile, positionOf } from './code';
import { readyApi } from './extension';
import { graph } from './graph';
import { RELATIONSHIPS } from './relationships';

describe('hover', () => {
  before(readyApi);

  for (const { file, name, target, shape, amounts, joins, pair } of RELATIONSHIPS) {
    it(`explains ${name} of ${file}`, async () => {
      const document = await openFile(file);
      const [entity = '', key = ''] = name.split('.');
      const text = await hoverAt(document.uri, attributeOf(document, entity, key));
      const said = [`**\`${name}\`** → \`${target}\` · ${shape}`, ...amounts, ...joins.map((join) => `\`${join}\``), `**Pair** ${pair === undefined ? 'none' : `\`${pair}\``}`];
      for (const part of said) assert.ok(text.includes(part), `the hover does not say ${part}:\n${text}`);
    });
  }

  it('knows every relationship of the samples', async () => {
    const stated = (await graph()).mappers.flatMap(({ module, name, relationships }) =>
      module.startsWith('broken') ? [] : relationships.filter(({ createdByBackref }) => createdByBackref === null).map(({ key }) => `${module}: ${name}.${key}`),
    );
    const expected = RELATIONSHIPS.map(({ file, name }) => `${file.replace(/\.py$/, '').replaceAll('/', '.')}: ${name}`);
    assert.deepEqual([...stated].sort(), [...expected].sort());
  });

  it('explains the relationship on its target string and on back_populates', async () => {
    const document = await openFile('classic/models/user.py');
    const onTarget = await hoverAt(document.uri, positionOf(document, 'AgentInstallation', { after: 'installations = ', offset: 2 }));
    assert.match(onTarget, /`User\.installations`/);
    const onOther = await hoverAt(document.uri, positionOf(document, '"user"', { after: 'installations = ', offset: 2 }));
    assert.match(onOther, /`AgentInstallation\.user`/);
  });

  it('explains columns inside a join string and a foreign key', async () => {
    const user = await openFile('classic/models/user.py');
    assert.match(await hoverAt(user.uri, positionOf(user, 'status ==', { after: 'primaryjoin', offset: 2 })), /`posts\.status`/);
    const agent = await openFile('classic/models/agent.py');
    assert.match(await hoverAt(agent.uri, positionOf(agent, 'users.id', { offset: 7 })), /`users\.id`/);
  });

  it('draws the two entities and offers the jump', async () => {
    const document = await openFile('agents/models/user.py');
    const text = await hoverAt(document.uri, attributeOf(document, 'User', 'installations'));
    assert.match(text, /!\[[^\]]*\]\(data:image\/svg\+xml/);
    assert.match(text, /\(command:sqlalchemyRelationships\.goToPairedSide\?/);
  });
});
