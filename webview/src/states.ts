/** What stands in the panel instead of a picture, or above one that is being made: never a silent blank. */
import type { IndexState } from '../../server/src/protocol/messages';
import { element } from './dom';

/** undefined where the picture speaks for itself. */
export function stateMessage(state: IndexState, entities: number): readonly Node[] | undefined {
  switch (state.kind) {
    case 'indexing': {
      if (entities > 0) return undefined;
      const { filesDone, filesTotal } = state;
      const progress = element('progress', { attributes: filesTotal > 0 ? { max: String(filesTotal), value: String(filesDone), 'aria-label': 'Reading the models' } : { 'aria-label': 'Reading the models' } });
      return [element('h2', { text: 'Reading the models…' }), progress, element('p', { text: filesTotal > 0 ? `${filesDone} of ${filesTotal} files` : 'Looking for Python files' })];
    }
    case 'empty':
      return [element('h2', { text: 'No mapped classes found' }), element('p', { text: state.hint })];
    case 'failed':
      return [element('h2', { text: 'The diagram cannot be shown' }), element('p', { text: state.reason }), element('p', { text: 'The output channel “SQLAlchemy Relationships” says more.' })];
    case 'ready':
      return entities > 0 ? undefined : [element('h2', { text: 'No mapped classes found' }), element('p', { text: 'Classes that SQLAlchemy maps will appear here as soon as they are written.' })];
  }
}
