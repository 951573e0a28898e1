/**
 * Every place of a file where a name of the models stands, with what it means: declarations, Python expressions in relationship
 * arguments, and names inside strings. The features ask only this.
 */
import type { MapperGraph, Relationship } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
import { parseExpressionText } from '../python/parser';
import { contentMap } from '../python/stringContent';
import { BODY_ID_STRIDE, type AnyNode, type Expression, type StringLiteral, type SyntaxTree } from '../python/syntax';
import { childrenOf, statementsTouching } from '../python/walk';
import { touches, type Span } from '../text/span';
import { foreignKeyTargets, resolveChain, tableNamed, type NameScope } from './names';
import { contentSpan, isPlainName, nameSpan, nodeOf, variableSpans } from './nodes';
import { identityOf, memberOf, type Referent } from './referent';
import { nodesOf, type Site } from './sites';

export interface Mention {
  readonly span: Span;
  readonly referent: Referent;
  readonly role: 'declaration' | 'reference';
  readonly inString: boolean;
  /** The relationship whose argument or annotation it stands in. */
  readonly context?: { readonly relationship: Relationship; readonly argument: string };
}

/** A call or statement that declares something: the cursor is inside it, on no name. */
export interface Extent {
  readonly span: Span;
  readonly referent: Referent;
  /** The argument, where the extent is one. */
  readonly argument?: string;
}

export interface MentionsOfFile {
  readonly mentions: readonly Mention[];
  readonly extents: readonly Extent[];
}

export function mentionsIn(tree: SyntaxTree, sites: readonly Site[], graph: MapperGraph): MentionsOfFile {
  const reader = new Reader(tree, graph);
  for (const site of sites) reader.read(site);
  return { mentions: reader.mentions, extents: reader.extents };
}

/** Only those that touch an offset: the other sites are not even read. */
export function mentionsTouching(tree: SyntaxTree, sites: readonly Site[], graph: MapperGraph, offset: number): MentionsOfFile {
  // A statement's own id is the last one in it; what stands in functions has ids of its own.
  const { from, to } = statementsTouching(tree, offset);
  const [before, last] = [tree.body[from - 1]?.id ?? -1, tree.body[to - 1]?.id ?? -1];
  const near: Site[] = [];
  nodesOf(sites).forEach((node, index) => {
    const site = node >= BODY_ID_STRIDE || (node > before && node <= last) ? sites[index] : undefined;
    if (site !== undefined && siteTouches(tree, site, offset)) near.push(site);
  });
  const { mentions, extents } = mentionsIn(tree, near, graph);
  return { mentions: mentions.filter(({ span }) => touches(span, offset)), extents };
}

/** A name stands in its node, or before it where it is the key of a value: `properties={"posts": relationship()}`. */
function siteTouches(tree: SyntaxTree, site: Site, offset: number): boolean {
  const span = tree.spans.spanOf(site.anchor.node);
  if (site.kind === 'tableVariable') return offset < span.start && span.start - offset < MAX_VARIABLE_LENGTH && variableSpans(tree, site.anchor.node).some((variable) => touches(variable, offset));
  if (site.kind !== 'name') return touches(span, offset);
  if (offset > span.end) return false;
  const isNear = span.start <= offset || !(isQuote(tree.text.charCodeAt(span.start)) || isPlainName(tree.text, span));
  return isNear && touches(nameSpan(tree, site.anchor.node), offset);
}

/** How far before a Table call its variable is looked for. */
const MAX_VARIABLE_LENGTH = 200;

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}

class Reader {
  readonly mentions: Mention[] = [];
  readonly extents: Extent[] = [];
  private readonly seen = new Map<string, Set<object>>();

  constructor(
    private readonly tree: SyntaxTree,
    private readonly graph: MapperGraph,
  ) {}

  read(site: Site): void {
    const span = this.tree.spans.spanOf(site.anchor.node);
    switch (site.kind) {
      case 'name':
        this.addName(site.referent, nameSpan(this.tree, site.anchor.node));
        return;
      case 'extent':
        this.extents.push({ span, referent: site.referent });
        return;
      case 'argument':
        this.extents.push({ span, referent: { kind: 'relationship', relationship: site.relationship }, argument: site.argument });
        if (this.isOutsideOfCall(site)) this.readAnnotation(site.relationship, this.node(site));
        else this.readArgument(site.relationship, site.argument, this.node(site));
        return;
      case 'annotation':
        this.readAnnotation(site.relationship, this.node(site));
        return;
      case 'foreignKey':
        this.readForeignKey(site.foreignKey.parent, this.node(site));
        return;
      case 'constraint':
        this.readConstraint(site, this.node(site));
        return;
      case 'tableVariable':
        for (const variable of variableSpans(this.tree, site.anchor.node)) this.add({ span: variable, referent: { kind: 'table', table: site.table }, role: 'reference', inString: false });
        return;
      case 'tableName':
        this.readTableName(site, this.node(site));
        return;
      case 'proxy':
        this.readProxy(site, this.node(site));
    }
  }

  /** SQLModel takes the target from the annotation: `team: "Team" = Relationship()`. */
  private isOutsideOfCall({ anchor, relationship, argument }: Extract<Site, { kind: 'argument' }>): boolean {
    if (argument !== 'argument' || relationship.declaration.anchor.file !== anchor.file) return false;
    const call = this.tree.spans.spanOf(relationship.declaration.anchor.node);
    const { start, end } = this.tree.spans.spanOf(anchor.node);
    return end <= call.start || start >= call.end;
  }

  private node(site: Site): AnyNode | undefined {
    return nodeOf(this.tree, site.anchor.node);
  }

  private addName(referent: Referent, span: Span): void {
    const before = this.tree.text.charAt(span.start - 1);
    this.add({ span, referent, role: 'declaration', inString: before === '"' || before === "'" });
  }

  private add(mention: Mention): void {
    const key = `${mention.span.start}:${mention.span.end}`;
    const identities = this.seen.get(key) ?? new Set();
    const identity = identityOf(mention.referent);
    if (identities.has(identity)) return;
    identities.add(identity);
    this.seen.set(key, identities);
    this.mentions.push(mention);
  }

  private readArgument(relationship: Relationship, argument: string, node: AnyNode | undefined): void {
    if (node === undefined) return;
    const context = { relationship, argument };
    if (argument === 'back_populates' || argument === 'backref') {
      this.readReverseName(relationship, argument, node);
    } else if (NAMING_ARGUMENTS.has(argument)) {
      this.readExpression(node, { graph: this.graph, relationship, inString: false }, context);
    }
  }

  private readReverseName(relationship: Relationship, argument: string, node: AnyNode): void {
    const literal = node.kind === 'Call' ? node.args[0] : node;
    if (literal?.kind !== 'String' || relationship.target === undefined) return;
    const made = argument === 'backref' ? relationship.reverse.find((reverse) => reverse.createdByBackref === relationship) : undefined;
    const referent: Referent | undefined = made === undefined ? memberOf(relationship.target, literal.value) : { kind: 'relationship', relationship: made };
    if (referent === undefined) return;
    this.add({
      span: contentSpan(this.tree, literal),
      referent,
      role: made === undefined ? 'reference' : 'declaration',
      inString: true,
      context: { relationship, argument },
    });
  }

  /** Names in a Python expression; strings inside are read as SQLAlchemy evaluates them. */
  private readExpression(node: AnyNode, scope: NameScope, context: Mention['context']): void {
    if (node.kind === 'String') {
      this.readStringExpression(node, { ...scope, inString: true }, context);
      return;
    }
    const chain = chainOf(node);
    if (chain === undefined) {
      for (const child of childrenOf(node)) this.readExpression(child, scope, context);
      return;
    }
    this.addChain(chain.map(({ name, id }) => ({ name, span: this.tree.spans.spanOf(id) })), scope, context);
  }

  private readStringExpression(literal: StringLiteral, scope: NameScope, context: Mention['context']): void {
    const whole = context?.argument === 'secondary' ? tableNamed(literal.value, scope.relationship, this.graph) : undefined;
    if (whole !== undefined) {
      this.add({ span: contentSpan(this.tree, literal), referent: { kind: 'table', table: whole }, role: 'reference', inString: true, context });
      return;
    }
    const map = contentMap(literal, this.tree);
    const { expression, spans } = parseExpressionText(literal.value);
    const visit = (node: AnyNode): void => {
      const chain = chainOf(node);
      if (chain === undefined) {
        for (const child of childrenOf(node)) visit(child);
        return;
      }
      const names = chain.map(({ name, id }) => {
        const { start, end } = spans.spanOf(id);
        return { name, span: { start: map.sourceStart(start), end: map.sourceEnd(end) } };
      });
      this.addChain(names, scope, context);
    };
    visit(expression);
  }

  private addChain(chain: readonly { readonly name: string; readonly span: Span }[], scope: NameScope, context: Mention['context']): void {
    const referents = resolveChain(chain.map(({ name }) => name), scope);
    chain.forEach(({ span }, index) => {
      const referent = referents[index];
      if (referent !== undefined) this.add({ span, referent, role: 'reference', inString: scope.inString, context });
    });
  }

  /** In `Mapped[List["Post"]]`, the names that mean the target. Also the quoted ones: they are type expressions. */
  private readAnnotation(relationship: Relationship, node: AnyNode | undefined): void {
    if (node === undefined || relationship.target === undefined) return;
    this.readExpression(node, { graph: this.graph, relationship, inString: false }, { relationship, argument: 'annotation' });
  }

  private readForeignKey(parent: Column, node: AnyNode | undefined): void {
    if (node?.kind === 'String') this.addForeignKeyString(parent, node);
    else if (node?.kind === 'Call') this.addForeignKeyString(parent, firstString(node.args));
  }

  private addForeignKeyString(parent: Column, literal: StringLiteral | undefined): void {
    if (literal === undefined) return;
    const { table, column, columnStart } = foreignKeyTargets(literal.value, parent, this.graph);
    const map = contentMap(literal, this.tree);
    if (table !== undefined) {
      const end = columnStart > 0 ? columnStart - 1 : literal.value.length;
      this.add({ span: { start: map.sourceStart(0), end: map.sourceEnd(end) }, referent: { kind: 'table', table }, role: 'reference', inString: true });
    }
    if (column !== undefined) {
      this.add({ span: { start: map.sourceStart(columnStart), end: map.sourceEnd(literal.value.length) }, referent: { kind: 'column', column }, role: 'reference', inString: true });
    }
  }

  /** `ForeignKeyConstraint(["a", "b"], ["t.a", "t.b"])`. */
  private readConstraint(site: Extract<Site, { kind: 'constraint' }>, node: AnyNode | undefined): void {
    if (node?.kind !== 'Call') return;
    const lists = [node.args[0] ?? keywordValue(node, 'columns'), node.args[1] ?? keywordValue(node, 'refcolumns')];
    const [own, referred] = lists.map((list) => (list?.kind === 'List' || list?.kind === 'Tuple' ? list.elements : []));
    for (const element of own ?? []) {
      if (element.kind !== 'String') continue;
      const column = site.table.columns.get(element.value);
      if (column !== undefined) this.add({ span: contentSpan(this.tree, element), referent: { kind: 'column', column }, role: 'reference', inString: true });
    }
    (referred ?? []).forEach((element, index) => {
      const parent = site.foreignKeys[index]?.parent;
      if (element.kind === 'String' && parent !== undefined) this.addForeignKeyString(parent, element);
    });
  }

  private readTableName(site: Extract<Site, { kind: 'tableName' }>, node: AnyNode | undefined): void {
    const isString = node?.kind === 'String';
    const span = isString ? contentSpan(this.tree, node) : this.tree.spans.spanOf(site.anchor.node);
    this.add({ span, referent: { kind: 'table', table: site.table }, role: 'declaration', inString: isString });
  }

  private readProxy(site: Extract<Site, { kind: 'proxy' }>, node: AnyNode | undefined): void {
    if (node?.kind !== 'String') return;
    const { mapper, descriptor } = site;
    const relationship = descriptor.targetCollection === undefined ? undefined : mapper.properties.get(descriptor.targetCollection);
    const owner = site.part === 'collection' ? mapper : relationship?.kind === 'relationship' ? relationship.target : undefined;
    const referent = owner === undefined ? undefined : memberOf(owner, node.value);
    if (referent !== undefined) this.add({ span: contentSpan(this.tree, node), referent, role: 'reference', inString: true });
  }
}

/** Arguments in which names of classes, columns and tables stand. */
const NAMING_ARGUMENTS: ReadonlySet<string> = new Set([
  'argument',
  'primaryjoin',
  'secondaryjoin',
  'secondary',
  'foreign_keys',
  'remote_side',
  'order_by',
]);

/** `a.b.c` as its names, root first; undefined for anything else. */
function chainOf(node: AnyNode): readonly { readonly name: string; readonly id: number }[] | undefined {
  if (node.kind === 'Name') return [{ name: node.name, id: node.id }];
  if (node.kind !== 'Attribute') return undefined;
  const rest = chainOf(node.value);
  return rest === undefined ? undefined : [...rest, { name: node.attribute.name, id: node.attribute.id }];
}

function firstString(args: readonly Expression[]): StringLiteral | undefined {
  const [first] = args;
  return first?.kind === 'String' ? first : undefined;
}

function keywordValue(call: Extract<Expression, { kind: 'Call' }>, name: string): Expression | undefined {
  return call.keywords.find((keyword) => keyword.name?.name === name)?.value;
}
