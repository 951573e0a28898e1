import { strict as assert } from 'node:assert';
import { definitionsAt, openFile, positionOf } from './code';
import { readyApi } from './extension';

interface Case {
  readonly what: string;
  readonly file: string;
  readonly after: string;
  readonly text: string;
  readonly offset: number;
  readonly leadsTo: string;
}

const CASES: readonly Case[] = [
  { what: 'a target string', file: 'classic/models/user.py', after: 'installations = relationship(', text: '"AgentInstallation"', offset: 3, leadsTo: 'classic/models/agent.py: class AgentInstallation(Base):' },
  { what: 'a back_populates string', file: 'classic/models/user.py', after: 'installations = relationship(', text: '"user"', offset: 2, leadsTo: 'classic/models/agent.py: user = relationship("User", back_populates="installations")' },
  { what: 'a "table.column" string, on the column', file: 'classic/models/agent.py', after: 'ForeignKey(', text: 'users.id', offset: 7, leadsTo: 'classic/models/user.py: id = Column(Integer, primary_key=True)' },
  { what: 'a "table.column" string of the 2.0 style', file: 'agents/models/run.py', after: 'ForeignKey(', text: 'agent_installations.id', offset: 21, leadsTo: 'agents/base.py: id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)' },
  { what: 'a column inside a primaryjoin string', file: 'classic/models/agent.py', after: 'AgentManifest.agent_id, ', text: 'version == AgentManifest.version', offset: 2, leadsTo: 'classic/models/agent.py: version = Column(String(20), nullable=False)' },
  { what: 'a class inside a primaryjoin string', file: 'classic/models/user.py', after: 'and_(', text: 'Post.status', offset: 2, leadsTo: 'classic/models/user.py: class Post(Base):' },
  { what: 'a column of another file inside a primaryjoin string', file: 'shop/models/customers.py', after: 'and_(', text: 'status', offset: 2, leadsTo: 'shop/models/orders.py: status: Mapped[str] = mapped_column(String(20), default="open")' },
  { what: 'a secondary string', file: 'classic/models/school.py', after: 'secondary="', text: 'student_course', offset: 2, leadsTo: 'classic/models/school.py: "student_course",' },
  { what: 'a foreign_keys string', file: 'shop/models/orders.py', after: 'foreign_keys="Order.', text: 'shipping_address_id', offset: 2, leadsTo: 'shop/models/orders.py: shipping_address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))' },
];

describe('go to definition', () => {
  before(readyApi);

  for (const { what, file, after, text, offset, leadsTo } of CASES) {
    it(`from ${what}`, async () => {
      const document = await openFile(file);
      assert.deepEqual(await definitionsAt(document.uri, positionOf(document, text, { after, offset })), [leadsTo]);
    });
  }
});
