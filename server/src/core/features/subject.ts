/** What the cursor is on: the one question that hover, definition, references, rename and the paired side begin with. */
import type { FileId } from '../declarations/anchor';
import type { Relationship } from '../mapping/mapper';
import { touches, type Span } from '../text/span';
import type { FeatureContext } from './context';
import type { Extent, Mention } from './mentions';
import type { Referent } from './referent';

export interface Subject {
  /** The text the cursor is on. */
  readonly span: Span;
  /** Usually one; a mixin's attribute stands for one on each class it is copied to. */
  readonly referents: readonly Referent[];
  /** `call`: in the call that declares it, on no name of its own. */
  readonly role: 'declaration' | 'reference' | 'call';
  readonly inString: boolean;
  /** The relationships whose argument or annotation the name stands in. */
  readonly context?: { readonly relationships: readonly Relationship[]; readonly argument: string };
}

export function subjectAt(context: FeatureContext, file: FileId, offset: number): Subject | undefined {
  const { mentions, extents } = context.mentionsAt(file, offset);
  return subjectOfMentions(smallest(mentions.filter((mention) => touches(mention.span, offset)))) ?? subjectOfExtents(smallest(callsAt(extents, offset)));
}

/** The relationships that a subject is about: it is one, or it stands in the arguments of one. */
export function relationshipsOf(subject: Subject): readonly Relationship[] {
  const named = subject.referents.flatMap((referent) => (referent.kind === 'relationship' ? [referent.relationship] : []));
  return named.length > 0 ? named : (subject.context?.relationships ?? []);
}

/** Whether the name stands in a string that only SQLAlchemy reads: Python's tools answer for names in code, and for quoted annotations. */
export function isReadBySqlAlchemy({ inString, context }: Subject): boolean {
  return inString && context?.argument !== 'annotation';
}

function callsAt(extents: readonly Extent[], offset: number): readonly Extent[] {
  return extents.filter(({ span, referent }) => touches(span, offset) && (referent.kind === 'relationship' || referent.kind === 'column' || referent.kind === 'descriptor'));
}

/** All of the shortest spans: copies of one mixin's attribute share theirs. */
function smallest<T extends { readonly span: Span }>(candidates: readonly T[]): readonly T[] {
  const length = Math.min(...candidates.map(({ span }) => span.end - span.start));
  const first = candidates.find(({ span }) => span.end - span.start === length);
  return candidates.filter(({ span }) => span.start === first?.span.start && span.end === first.span.end);
}

function subjectOfMentions(mentions: readonly Mention[]): Subject | undefined {
  const [first] = mentions;
  if (first === undefined) return undefined;
  const relationships = [...new Set(mentions.flatMap((mention) => (mention.context === undefined ? [] : [mention.context.relationship])))];
  return {
    span: first.span,
    referents: mentions.map((mention) => mention.referent),
    role: first.role,
    inString: first.inString,
    ...(first.context === undefined ? {} : { context: { relationships, argument: first.context.argument } }),
  };
}

function subjectOfExtents(extents: readonly Extent[]): Subject | undefined {
  const [first] = extents;
  if (first === undefined) return undefined;
  const relationships = extents.flatMap(({ referent }) => (referent.kind === 'relationship' ? [referent.relationship] : []));
  return {
    span: first.span,
    referents: extents.map(({ referent }) => referent),
    role: 'call',
    inString: false,
    ...(first.argument === undefined ? {} : { context: { relationships, argument: first.argument } }),
  };
}
