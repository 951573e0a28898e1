/** Time and memory of generated schemas of growing size, each in a fresh process: `node growth.mjs CLASSES` prints JSON. */
import { createAnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';

const CLASSES_PER_FILE = 50;
const HEADER =
  'from __future__ import annotations\nfrom typing import List\nfrom sqlalchemy import ForeignKey\nfrom sqlalchemy.orm import Mapped, mapped_column, relationship\nfrom app.base import Base\n';

const count = Number(process.argv[2] ?? '100');
const host = createAnalysisHost({ sqlalchemy: '2.0', sourceRoots: [''] }, { onInternalError: (operation, error) => console.error(operation, error) });
const before = process.cpuUsage();
host.setFile(fileOf('app/base.py', 'from sqlalchemy.orm import DeclarativeBase\n\nclass Base(DeclarativeBase):\n    pass\n'));
for (let first = 0; first < count; first += CLASSES_PER_FILE) {
  const classes = Array.from({ length: Math.min(CLASSES_PER_FILE, count - first) }, (_, index) => classText(first + index, count));
  host.setFile(fileOf(`app/models_${first}.py`, `${HEADER}${classes.join('')}`));
}
const analysis = host.analysis();
const problems = analysis.problems({ severity: {} }).length;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ count, mappers: analysis.graph.mappers.length, problems, cpuMs: (user + system) / 1000, residentMb: process.memoryUsage().rss / 1e6 }));

function fileOf(path: string, text: string): { readonly id: FileId; readonly path: string; readonly text: string } {
  return { id: path as FileId, path, text };
}

/** Each class refers to the one before it, with both sides of the relationship. */
function classText(index: number, total: number): string {
  const parent = Math.max(0, index - 1);
  const own = `
class Model${index}(Base):
    __tablename__ = "model_${index}"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("model_${parent}.id"))
`;
  if (index === 0) return `${own}    children: Mapped[List["Model1"]] = relationship(back_populates="parent")\n`;
  const children = index + 1 < total ? `    children: Mapped[List["Model${index + 1}"]] = relationship(back_populates="parent")\n` : '';
  return `${own}    parent: Mapped["Model${parent}"] = relationship(back_populates="children")\n${children}`;
}
