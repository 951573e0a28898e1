/** Renaming a relationship in place, and deleting it: the controls below its explanation. */
import { textButton, textField } from './controls';
import { element } from './dom';

export interface EditRelationshipEvents {
  readonly renamed: (entity: string, relationship: string, newName: string) => void;
  readonly deleted: (entity: string, relationship: string) => void;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Buttons for one side of a line. The first of a line is what F2 opens. */
export function relationshipControls({ entity, relationship, label }: { readonly entity: string; readonly relationship: string; readonly label: string }, events: EditRelationshipEvents): HTMLElement {
  const place = element('div', { className: 'edit-relationship' });
  const rename = textButton(`Rename ${label}…`, () => place.replaceChildren(...renameField(relationship, (newName) => {
    show();
    if (newName !== undefined) events.renamed(entity, relationship, newName);
  })));
  rename.classList.add('rename');
  const remove = textButton(`Delete ${label}…`, () => events.deleted(entity, relationship));
  remove.classList.add('delete');
  const show = () => place.replaceChildren(rename, remove);
  show();
  return place;
}

function renameField(name: string, done: (newName: string | undefined) => void): readonly HTMLElement[] {
  const field = textField('New name', name);
  const note = element('div', { className: 'note', attributes: { role: 'alert' } });
  field.value = name;
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') done(undefined);
    else if (event.key !== 'Enter') return;
    else if (!NAME.test(field.value)) note.textContent = 'A name has letters, digits and underscores, and does not start with a digit.';
    else done(field.value === name ? undefined : field.value);
    event.preventDefault();
    event.stopPropagation();
  });
  requestAnimationFrame(() => field.focus());
  return [field, note];
}
