import { describe, expect, it } from 'vitest';
import { focusOn } from '../../../server/src/core/diagram/focus';
import { exportDbml } from '../../../server/src/core/export/dbml';
import { exportDot } from '../../../server/src/core/export/dot';
import { exportMermaid } from '../../../server/src/core/export/mermaid';
import { exportPlantuml } from '../../../server/src/core/export/plantuml';
import { DARK_STYLE, exportSvg } from '../../../server/src/core/export/svg';
import { sampleDiagram } from '../../webview/support/sampleDiagram';
import { syntheticDiagram } from '../../webview/support/syntheticDiagram';

const part = focusOn(sampleDiagram, 'shop.agents.AgentInstallation', 1);

describe('exportMermaid', () => {
  it('writes entities and crow feet', () => {
    expect(exportMermaid(part)).toMatchInlineSnapshot(`
      "erDiagram
          User {
              Integer id PK
              String(50) name
              String(120) email
          }
          AgentInstallation {
              Integer id PK
              Integer user_id FK
              String(36) agent_id
              String(20) version
              DateTime installed_at
          }
          AgentManifest {
              String(36) agent_id PK
              String(20) version PK
              JSON document
          }
          User ||--o{ AgentInstallation : "installations / user"
          AgentManifest |o..o{ AgentInstallation : "manifest"
      "
    `);
  });

  it('marks many to many and inheritance', () => {
    const text = exportMermaid(sampleDiagram);
    expect(text).toContain('Student }o--o{ Course : "courses / students through student_course"');
    expect(text).toContain('Employee ||..o| Engineer : "inherits"');
  });
});

describe('exportDbml', () => {
  it('writes tables, composite keys and references', () => {
    expect(exportDbml(part)).toMatchInlineSnapshot(`
      "Table users {
        id Integer [pk]
        name String(50) [not null]
        email String(120) [not null]

        Note: 'Mapped by User'
      }

      Table agent_installations {
        id Integer [pk]
        user_id Integer [not null]
        agent_id String(36) [not null]
        version String(20) [not null]
        installed_at DateTime [not null]

        Note: 'Mapped by AgentInstallation'
      }

      Table agent_manifests {
        agent_id String(36)
        version String(20)
        document JSON

        indexes {
          (agent_id, version) [pk]
        }

        Note: 'Mapped by AgentManifest'
      }

      // installations / user
      Ref: users.id < agent_installations.user_id

      // manifest
      Ref: agent_manifests.(agent_id, version) < agent_installations.(agent_id, version)

      TableGroup agents {
        users
        agent_installations
        agent_manifests
      }
      "
    `);
  });
});

describe('exportDot', () => {
  it('joins rows by ports', () => {
    const text = exportDot(part);
    expect(text).toContain('"shop.agents.User":e0:e -> "shop.agents.AgentInstallation":w1:w [arrowtail=teetee, arrowhead=crowodot, label="installations / user"');
    expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length);
  });

  it('escapes what HTML labels would misread', () => {
    const entity = sampleDiagram.entities[0];
    if (entity === undefined) throw new Error('no entity');
    expect(exportDot({ ...sampleDiagram, edges: [], entities: [{ ...entity, name: 'A<B>&"C"' }] })).toContain('A&lt;B&gt;&amp;&quot;C&quot;');
  });
});

describe('exportPlantuml', () => {
  it('writes entities with required columns and keys', () => {
    const text = exportPlantuml(part);
    expect(text).toContain('entity "User\\n<size:10>users</size>" as User {\n  * id : Integer <<PK>>\n  --\n  * name : String(50)');
    expect(text).toContain('User ||--o{ AgentInstallation : installations / user');
    expect(text).toContain('AgentManifest |o..o{ AgentInstallation : manifest');
  });
});

describe('exportSvg', () => {
  it('is well-formed, names every entity and stays within its box', () => {
    const svg = exportSvg(sampleDiagram, { columns: 'all' });
    for (const { name } of sampleDiagram.entities) expect(svg).toContain(`>${name}</text>`);
    expect(svg.match(/<g>/g)?.length).toBe(svg.match(/<\/g>/g)?.length);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain('users.id = agent_installations.user_id');
  });

  it('cuts no label off', () => {
    const svg = exportSvg(sampleDiagram, { columns: 'all' });
    const [left = 0, top = 0, width = 0, height = 0] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
    const boxes = [...svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)" rx/g)].map((match) => match.slice(1, 5).map(Number));
    expect(boxes.length).toBeGreaterThan(20);
    for (const [x = 0, y = 0, boxWidth = 0, boxHeight = 0] of boxes) {
      expect(x).toBeGreaterThanOrEqual(left);
      expect(y).toBeGreaterThanOrEqual(top);
      expect(x + boxWidth).toBeLessThanOrEqual(left + width);
      expect(y + boxHeight).toBeLessThanOrEqual(top + height);
    }
  });

  it('escapes names and takes other colours', () => {
    const entity = sampleDiagram.entities[0];
    if (entity === undefined) throw new Error('no entity');
    const svg = exportSvg({ ...sampleDiagram, edges: [], entities: [{ ...entity, name: '<script>' }] }, { columns: 'all', style: DARK_STYLE });
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('fill="#1f1f1f"');
  });

  it('is the same every time', () => {
    const diagram = syntheticDiagram(60);
    expect(exportSvg(diagram, { columns: 'keys' })).toBe(exportSvg(syntheticDiagram(60), { columns: 'keys' }));
  });

  it('draws an empty diagram too', () => {
    expect(exportSvg({ entities: [], edges: [], groups: [], notes: [] }, { columns: 'all' })).toContain('</svg>');
  });
});
