/** Go to definition, type definition and implementation, from the names that Python tools do not read: those inside strings. */
import type { FileId } from '../declarations/anchor';
import type { FeatureContext } from './context';
import { declaredAt } from './places';
import { identityOf, type Referent } from './referent';
import type { DefinitionLink } from './results';
import { isReadBySqlAlchemy, subjectAt, type Subject } from './subject';

/**
 * From a name in a string to what it names. A plain Python name is left to the Python language server, which answers it; so is an
 * annotation. From the name of a foreign key's column in `Column("user_id", ForeignKey(...))` nothing is to be followed.
 */
export function definition(context: FeatureContext, file: FileId, offset: number): readonly DefinitionLink[] {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined || !isReadBySqlAlchemy(subject)) return [];
  return linksTo(context, subject, subject.referents);
}

/** From a relationship, wherever it is named, to its target class; from a class in its strings to that class. */
export function typeDefinition(context: FeatureContext, file: FileId, offset: number): readonly DefinitionLink[] {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined) return [];
  return linksTo(context, subject, subject.referents.flatMap((referent) => typeOf(referent, subject)));
}

function typeOf(referent: Referent, subject: Subject): readonly Referent[] {
  if (referent.kind === 'relationship') return referent.relationship.target === undefined ? [] : [{ kind: 'entity', mapper: referent.relationship.target }];
  return referent.kind === 'entity' && isReadBySqlAlchemy(subject) ? [referent] : [];
}

/** From a mixin's relationship to the classes that have a copy; from a mapped class to its subclasses. */
export function implementation(context: FeatureContext, file: FileId, offset: number): readonly DefinitionLink[] {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined || subject.role === 'call') return [];
  const found = subject.referents.flatMap((referent): Referent[] => {
    if (referent.kind === 'relationship') return referent.relationship.declaredOn === referent.relationship.parent.cls ? [] : [{ kind: 'entity', mapper: referent.relationship.parent }];
    return referent.kind === 'entity' ? referent.mapper.subMappers.map((mapper) => ({ kind: 'entity', mapper })) : [];
  });
  return linksTo(context, subject, found);
}

function linksTo(context: FeatureContext, subject: Subject, referents: readonly Referent[]): readonly DefinitionLink[] {
  const unique = [...new Map(referents.map((referent) => [identityOf(referent), referent])).values()];
  const links = unique.flatMap((referent) => {
    const declared = declaredAt(context, referent);
    return declared === undefined ? [] : [{ origin: subject.span, target: declared.target, targetSelection: declared.selection }];
  });
  return distinctPlaces(links);
}

/** Copies of one mixin's attribute lead to one place. */
function distinctPlaces(links: readonly DefinitionLink[]): readonly DefinitionLink[] {
  return [...new Map(links.map((link) => [`${link.target.file}:${link.targetSelection.start}`, link])).values()];
}
