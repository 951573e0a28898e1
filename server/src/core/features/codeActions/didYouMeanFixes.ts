/** Replaces a name that does not exist by the one that was probably meant. */
import { closestName } from '../../problems/didYouMean';
import { attributeNames, columnAttributeNames, missingName, registryNames, relationshipNames, unquoted, valuesIn } from '../../problems/wording';
import { RELATIONSHIP_KEYWORDS } from '../../problems/codes/keywordUnknown';
import { CASCADE_OPTIONS } from '../../problems/codes/cascadeUnknown';
import { COLUMN_KEYWORDS } from '../../problems/codes/columnKeywordUnknown';
import { LAZY_VALUES } from '../../problems/codes/lazyUnknown';
import type { Problem } from '../../problems/problemsOf';
import type { Span } from '../../text/span';
import type { FeatureContext } from '../context';
import { inFile, type Fix, type FixProvider } from './fix';

export const didYouMeanFixes: FixProvider = (context, { problem, result }) => {
  const found = misspelling(context, problem);
  if (found === undefined) return [];
  const replacement = closestName(found.name, found.candidates);
  const annotation = problem.fault.relationship?.declaration.annotation;
  const annotated = annotation === undefined ? undefined : context.placeOf(annotation.anchor);
  const place = [result, ...(annotated?.file === result.file ? [annotated] : [])].flatMap(({ span }) => placeOfWord(context.treeOf(result.file)?.text ?? '', span, found.name) ?? []);
  const [start] = place;
  if (replacement === undefined || start === undefined) return [];
  const fix: Fix = { title: `Change to '${replacement}'`, summary: 'Change to the name that was probably meant', isPreferred: true, changes: [inFile(result.file, { span: { start, end: start + found.name.length }, newText: replacement })] };
  return [fix];
};

/** The wrong name and what it could have been. */
function misspelling(context: FeatureContext, { kind, fault }: Problem): { readonly name: string; readonly candidates: Iterable<string> } | undefined {
  const relationship = fault.relationship;
  switch (kind.code) {
    case 'name-unknown':
      return { name: missingName(fault), candidates: registryNames(relationship) };
    case 'attribute-unknown': {
      const [owner = '', name = ''] = valuesIn(fault, /^Class (.+?) does not have a mapped column named (.+)$/s);
      const className = /([^.']+)'>$/.exec(owner)?.[1] ?? '';
      return { name: unquoted(name), candidates: columnAttributeNames(relationship?.parent.registry.classesByName.get(className)?.[0]) };
    }
    case 'back-populates-missing':
    case 'back-populates-not-relationship': {
      const stated = relationship?.declaration.arguments.get('back_populates')?.value;
      return stated?.kind === 'string' ? { name: stated.value, candidates: relationshipNames(relationship?.target) } : undefined;
    }
    case 'keyword-unknown':
      return { name: valuesIn(fault, /unexpected keyword argument '(.+?)'/)[0] ?? '', candidates: RELATIONSHIP_KEYWORDS };
    case 'cascade-unknown':
      return { name: unquoted(valuesIn(fault, /^Invalid cascade option\(s\): ([^,]+)/)[0] ?? ''), candidates: CASCADE_OPTIONS };
    case 'lazy-unknown': {
      const stated = relationship?.declaration.arguments.get('lazy')?.value;
      return stated?.kind === 'string' ? { name: stated.value, candidates: LAZY_VALUES } : undefined;
    }
    case 'foreign-key-unknown-table':
      return { name: valuesIn(fault, /could not find table '(.+?)'/)[0] ?? '', candidates: context.graph.tables.map(({ key }) => key) };
    case 'foreign-key-unknown-column': {
      const [table = '', column = ''] = valuesIn(fault, /table '([^']+)' has no column named '(.+?)'/);
      return { name: column, candidates: context.graph.tables.find(({ key }) => key === table)?.columns.keys() ?? [] };
    }
    case 'foreign-key-dangling': {
      const [table, key] = [String(fault.data?.['table'] ?? ''), fault.data?.['key']];
      if (typeof key !== 'string') return { name: table, candidates: context.graph.tables.map((each) => each.key) };
      return { name: key, candidates: context.graph.tables.find((each) => each.key === table)?.columns.keys() ?? [] };
    }
    case 'constraint-unknown-column': {
      const [table = '', column = ''] = valuesIn(fault, /on table '(.+?)': no column named '(.+?)'/);
      return { name: column, candidates: context.graph.tables.find(({ key }) => key === table)?.columns.keys() ?? [] };
    }
    case 'mapper-argument-unknown': {
      const known = fault.data?.['known'];
      return { name: String(fault.data?.['keyword'] ?? ''), candidates: Array.isArray(known) ? known.map(String) : [] };
    }
    case 'column-keyword-unknown':
      return { name: valuesIn(fault, /got '(.+?)'/)[0] ?? '', candidates: COLUMN_KEYWORDS };
    case 'polymorphic-on-unknown':
      return { name: valuesIn(fault, /polymorphic_on value '(.+?)'/)[0] ?? '', candidates: attributeNames(fault.mapper) };
    case 'mapper-argument-unknown-column':
      return { name: valuesIn(fault, /column '(.+?)'/)[0] ?? '', candidates: attributeNames(fault.mapper) };
    case 'polymorphic-load-unknown':
      return { name: unquoted(valuesIn(fault, /polymorphic_load: (.+)$/)[0] ?? ''), candidates: ['inline', 'selectin'] };
    case 'association-proxy-unknown': {
      const candidates = fault.data?.['candidates'];
      return { name: String(fault.data?.['name'] ?? ''), candidates: Array.isArray(candidates) ? candidates.map(String) : [] };
    }
    default:
      return undefined;
  }
}

/** Inside the span, or as the keyword or key whose value the span is. */
function placeOfWord(text: string, { start, end }: Span, name: string): number | undefined {
  const inside = indexOfWord(text.slice(start, end), name);
  if (inside >= 0) return start + inside;
  const before = /(\w+)["']?\s*[=:]\s*$/.exec(text.slice(0, start));
  return before?.[1] === name && name !== '' ? before.index : undefined;
}

/** Where the name stands as a whole word; the last place, since a column follows its table. */
function indexOfWord(text: string, name: string): number {
  let found = -1;
  for (let index = text.indexOf(name); index >= 0 && name !== ''; index = text.indexOf(name, index + 1)) {
    if (!/\w/.test(text.charAt(index - 1)) && !/\w/.test(text.charAt(index + name.length))) found = index;
  }
  return found;
}
