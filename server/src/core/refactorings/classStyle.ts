/** How a class writes its attributes, so that new ones look like their neighbours. */
import type { FileId } from '../declarations/anchor';
import { classOf, newlineOf, quoted } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import type { Mapper } from '../mapping/mapper';
import type { ClassDef, Expression, Statement, SyntaxTree } from '../python/syntax';
import { textOf } from '../python/walk';
import { ImportPlan } from './importPlan';

export interface ClassStyle {
  readonly file: FileId;
  readonly tree: SyntaxTree;
  readonly node: ClassDef;
  readonly mapper: Mapper;
  /** `id: Mapped[int] = mapped_column()`, `id = Column(Integer)`, or SQLModel's `id: int = Field()`. */
  readonly declares: 'mapped' | 'classic' | 'sqlmodel';
  readonly isDataclass: boolean;
  readonly newline: string;
  /** Of the class's statements. */
  readonly indent: string;
  /** `List` of typing, or the builtin. */
  readonly list: string;
  /** Whether `Optional[X]` is written for `X | None`. */
  readonly usesOptional: boolean;
  /** Whether target classes stand in quotes inside annotations. */
  readonly quotesTargets: boolean;
  readonly lineLength: number;
  readonly imports: ImportPlan;
}

/** The style of each file's imports is shared by the classes of the file. */
export class Styles {
  private readonly plans = new Map<FileId, ImportPlan>();
  private readonly styles = new Map<Mapper, ClassStyle | undefined>();

  constructor(private readonly context: FeatureContext) {}

  /** undefined for a class that is not written in a file of the workspace. */
  of(mapper: Mapper): ClassStyle | undefined {
    if (!this.styles.has(mapper)) this.styles.set(mapper, this.read(mapper));
    return this.styles.get(mapper);
  }

  /** The import edits of all files. */
  importEdits(): readonly { readonly file: FileId; readonly edits: ReturnType<ImportPlan['edits']> }[] {
    return [...this.plans].map(([file, plan]) => ({ file, edits: plan.edits() }));
  }

  private read(mapper: Mapper): ClassStyle | undefined {
    const place = isImperative(mapper) ? undefined : classOf(this.context, mapper);
    if (place === undefined) return undefined;
    const { tree, node, file } = place;
    const { text } = tree;
    const plan = this.plans.get(file) ?? new ImportPlan(tree, mapper.cls.module, facadeOf(text));
    this.plans.set(file, plan);
    const usesOptional = !/\|\s*None\b/.test(text) || /\bOptional\[/.test(text);
    const isDeferred = mapper.cls.module.hasFutureAnnotations;
    return {
      file,
      tree,
      node,
      mapper,
      declares: declarationStyle(this.context, mapper, tree, node),
      isDataclass: mapper.isDataclass,
      newline: newlineOf(text),
      indent: indentOf(tree, node),
      list: /\bList\b/.test(text) ? 'List' : 'list',
      usesOptional,
      quotesTargets: !(isDeferred && /\bMapped\[(?:(?:List|list|Optional|Set|set)\[)?[A-Z]\w*\]/.test(text)),
      lineLength: Math.min(120, Math.max(88, ...text.split('\n').map((line) => line.trimEnd().length))),
      imports: plan,
    };
  }
}

/** `db` where the file writes `db.Column(…)` and `db` is an object, not a module of SQLAlchemy. */
function facadeOf(text: string): string | undefined {
  const name = /\b(\w+)\.(?:Column|relationship|mapped_column|Model)\b/.exec(text)?.[1];
  if (name === undefined || new RegExp(`\\bimport\\s+(?:sqlalchemy(?:\\.orm)?\\s+as\\s+${name}|${name})\\b|\\bfrom\\s+sqlalchemy\\s+import\\s[^\\n]*\\b${name}\\b`).test(text)) {
    return name !== undefined && new RegExp(`\\b${name}\\.Model\\b`).test(text) ? name : undefined;
  }
  return name;
}

function declarationStyle(context: FeatureContext, mapper: Mapper, tree: SyntaxTree, node: ClassDef): ClassStyle['declares'] {
  if (mapper.cls.externalBases.some((base) => base.startsWith('sqlmodel.'))) return 'sqlmodel';
  if (context.graph.sqlalchemy === '1.4') return 'classic';
  const annotated = node.body.some((statement) => statement.kind === 'AnnAssign' && isMappedAnnotation(tree, statement.annotation));
  const classic = node.body.some((statement) => statement.kind === 'Assign' && statement.value.kind === 'Call' && /(?:^|\.)(?:Column|relationship)$/.test(textOf(tree, statement.value.callee.id)));
  if (annotated !== classic) return annotated ? 'mapped' : 'classic';
  return /\bMapped\[|\bmapped_column\b/.test(tree.text) ? 'mapped' : 'classic';
}

export function isMappedAnnotation(tree: SyntaxTree, annotation: Expression): boolean {
  return /^["']?(?:\w+\.)*(?:Dynamic|WriteOnly)?Mapped\[/.test(textOf(tree, annotation.id));
}

/** Of the statements in a class body; of a class written on one line, four more than the class itself. */
export function indentOf(tree: SyntaxTree, node: ClassDef): string {
  const indentAt = (statement: Statement): string => {
    const { start } = tree.spans.spanOf(statement.id);
    return tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
  };
  const own = indentAt(node);
  const first = node.body[0] === undefined ? '' : indentAt(node.body[0]);
  return /^[ \t]+$/.test(first) && first.length > own.length ? first : `${own}    `;
}

/** Whether the class body says nothing of the mapping: its attributes come from a Table and from `properties`. */
export function isImperative({ localTable, cls, inheritance }: Mapper): boolean {
  return localTable.kind === 'table' && localTable.anchor.node !== cls.anchor.node && inheritance !== 'single' && !cls.mro.some(({ namespace }) => namespace.has('__table__'));
}

/** A class's name as it stands in strings that SQLAlchemy evaluates: with its module where several classes have the name. */
export function registryName(mapper: Mapper): string {
  return (mapper.registry.classesByName.get(mapper.name)?.length ?? 1) > 1 ? mapper.entity : mapper.name;
}

export function quotedIn({ tree }: ClassStyle, content: string): string {
  return quoted(tree.text, content);
}
