import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { fileUri, problemsOf } from './code';
import { readyApi } from './extension';

const HEAD = `from typing import List, Optional

from sqlalchemy import Column, ForeignKey, Integer, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Owner(Base):
    __tablename__ = "bulb_owners"

    id: Mapped[int] = mapped_column(primary_key=True)
`;

const PET = `

class Pet(Base):
    __tablename__ = "bulb_pets"

    id: Mapped[int] = mapped_column(primary_key=True)
`;

const OWNED = `${PET}    owner_id: Mapped[int] = mapped_column(ForeignKey("bulb_owners.id"))\n`;

/** One problem of each family of fixes; the first preferred fix repairs it, or the first of all where somebody has to choose. */
const FAMILIES: readonly { readonly family: string; readonly code: string; readonly models: string }[] = [
  { family: 'names', code: 'name-unknown', models: `${HEAD}    pets: Mapped[List["Pets"]] = relationship()\n${OWNED}` },
  { family: 'keywords that do not exist', code: 'keyword-unknown', models: `${HEAD}    pets: Mapped[List["Pet"]] = relationship(back_populate="owner")\n${OWNED}    owner: Mapped["Owner"] = relationship(back_populates="pets")\n` },
  { family: 'pairs', code: 'back-populates-one-sided', models: `${HEAD}    pets: Mapped[List["Pet"]] = relationship(back_populates="owner")\n${OWNED}    owner: Mapped["Owner"] = relationship()\n` },
  { family: 'ambiguous joins', code: 'join-ambiguous', models: `${HEAD}${OWNED}    breeder_id: Mapped[int] = mapped_column(ForeignKey("bulb_owners.id"))\n    owner: Mapped["Owner"] = relationship()\n` },
  { family: 'joins without a foreign key', code: 'join-no-foreign-key', models: `${HEAD}${PET}    owner_id: Mapped[int]\n    owner: Mapped["Owner"] = relationship()\n` },
  { family: 'self-references', code: 'self-reference-without-remote-side', models: `${HEAD}    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("bulb_owners.id"))\n    parent = relationship("Owner")\n` },
  { family: 'overlaps', code: 'relationship-overlaps', models: `${HEAD}    pets: Mapped[List["Pet"]] = relationship()\n${OWNED}    owner: Mapped["Owner"] = relationship()\n` },
  { family: 'arguments', code: 'on-delete-ignored', models: `${HEAD}    pets: Mapped[List["Pet"]] = relationship()\n${PET}    owner_id: Mapped[int] = mapped_column(ForeignKey("bulb_owners.id", ondelete="CASCADE"))\n` },
  { family: 'columns', code: 'one-to-one-not-unique', models: `${HEAD}    pet: Mapped["Pet"] = relationship()\n${OWNED}` },
  { family: 'classes', code: 'trailing-comma', models: `${HEAD}    name = Column(String),\n` },
  { family: 'annotations', code: 'annotation-not-mapped', models: `${HEAD}    pets: List["Pet"] = relationship("Pet")\n${OWNED}` },
  { family: 'collections', code: 'annotation-name-error', models: `${HEAD}    pets: Mapped[List["Pet"]]\n${OWNED}` },
  { family: 'mapper arguments', code: 'polymorphic-identity-missing', models: `${HEAD}    kind: Mapped[str]\n\n    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "owner"}\n\n\nclass Company(Owner):\n    pass\n` },
  { family: 'values', code: 'expression-not-mapped', models: `${HEAD}    now = func.now()\n` },
  { family: 'comments', code: 'suppression-unused', models: `${HEAD}    pets: Mapped[List["Pet"]] = relationship()  # noqa: name-unknown\n${OWNED}` },
];

describe('the light bulb', function () {
  // Each of them waits for several answers of the server.
  this.timeout(60_000);

  const uri = fileUri('broken/light_bulb.py');

  before(readyApi);

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(uri);
    await problemsOf(uri, (problems) => problems.length === 0);
  });

  for (const { family, code, models } of FAMILIES) {
    it(`repairs ${family}: applied, saved, checked again`, async () => {
      const document = await shown(models);
      const problem = (await problemsOf(uri, (problems) => problems.some((each) => codeOf(each) === code))).find((each) => codeOf(each) === code);
      assert.ok(problem !== undefined);
      const offered = await actionsAt(problem.range, vscode.CodeActionKind.QuickFix);
      const fixes = offered.filter(({ title }) => !title.includes('# noqa') && !title.startsWith('Fix all'));
      const fix = fixes.find(({ isPreferred }) => isPreferred === true) ?? fixes[0];
      assert.ok(fix?.edit !== undefined, `no fix among ${offered.map(({ title }) => title).join(', ')}`);
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      assert.ok(await document.save());
      await problemsOf(uri, (problems) => problems.every((each) => codeOf(each) !== code));
    });
  }

  it('repairs all that is clear on demand', async () => {
    const document = await shown(`${HEAD}    pets: Mapped[List["Pets"]] = relationship()\n${PET}    owner_id: Mapped[int] = mapped_column(ForeignKey("bulb_owner.id"))\n`);
    await problemsOf(uri, (problems) => problems.length > 1);
    const [all] = await actionsAt(new vscode.Range(0, 0, document.lineCount, 0), vscode.CodeActionKind.SourceFixAll);
    assert.match(all?.title ?? '', /\(2\)$/);
    assert.ok(all?.edit !== undefined && (await vscode.workspace.applyEdit(all.edit)));
    assert.ok(await document.save());
    await problemsOf(uri, (problems) => problems.length === 0);
  });

  async function shown(models: string): Promise<vscode.TextDocument> {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(models));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    return document;
  }

  function actionsAt(range: vscode.Range, kind: vscode.CodeActionKind): Thenable<vscode.CodeAction[]> {
    return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value);
  }
});

/** A code with a page of SQLAlchemy comes with its address. */
function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
