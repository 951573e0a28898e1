/** `command:` links of hovers, with arguments as the client's commands read them. */
import type { Place } from '../declarations/anchor';
import type { FeatureContext } from './context';
import type { HoverOptions } from './results';

export type LinkCommand = 'goToPairedSide' | 'openDiagram' | 'showReferences' | 'explainRelationship';

/** `[title](command:…)`. */
export function commandLink(title: string, command: LinkCommand, args: readonly unknown[]): string {
  return `[${title}](command:sqlalchemyRelationships.${command}?${encodeURIComponent(JSON.stringify(args))})`;
}

/** `(uri, position)` of the start of a place. */
export function positionArguments(context: FeatureContext, place: Place, options: HoverOptions): readonly unknown[] {
  return [options.uriOf(place.file), context.linesOf(place.file).positionAt(place.span.start)];
}
