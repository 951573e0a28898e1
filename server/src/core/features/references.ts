/** All places that name the same thing, strings included. */
import type { FileId } from '../declarations/anchor';
import type { FeatureContext } from './context';
import type { Mention } from './mentions';
import { identityOf, type Referent } from './referent';
import type { ReferencePlace } from './results';
import { subjectAt } from './subject';

export function references(context: FeatureContext, file: FileId, offset: number, options: { readonly includeDeclaration: boolean }): readonly ReferencePlace[] {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined) return [];
  const found = context.files().flatMap((each) => placesIn(context, each, subject.referents));
  return options.includeDeclaration ? found : found.filter(({ isDeclaration }) => !isDeclaration);
}

export function highlights(context: FeatureContext, file: FileId, offset: number): readonly ReferencePlace[] {
  const subject = subjectAt(context, file, offset);
  return subject === undefined || subject.role === 'call' ? [] : placesIn(context, file, subject.referents);
}

function placesIn(context: FeatureContext, file: FileId, referents: readonly Referent[]): readonly ReferencePlace[] {
  return mentionsOfReferents(context, file, referents).map((mention) => ({
    file,
    span: mention.span,
    isDeclaration: mention.role === 'declaration',
    inString: mention.inString,
  }));
}

/** In text order, one for each place. */
export function mentionsOfReferents(context: FeatureContext, file: FileId, referents: readonly Referent[]): readonly Mention[] {
  const wanted = new Set(referents.map(identityOf));
  const matching = context.mentionsOf(file).mentions.filter(({ referent }) => wanted.has(identityOf(referent)));
  const distinct = new Map(matching.map((mention) => [`${mention.span.start}:${mention.span.end}`, mention]));
  return [...distinct.values()].sort((a, b) => a.span.start - b.span.start);
}
