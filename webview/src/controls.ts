/** The controls of the panel. The only importer of `@vscode/webview-ui-toolkit`, so that another library can take its place here. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
  type Button,
  type Checkbox,
  type Dropdown,
  type TextField,
} from '@vscode/webview-ui-toolkit';
import { icon, type IconName } from './dom';

export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
}

export function iconButton(name: IconName, label: string, pressed: () => void): Button {
  const made = document.createElement('vscode-button') as Button;
  made.setAttribute('appearance', 'icon');
  made.setAttribute('aria-label', label);
  made.title = label;
  made.append(icon(name));
  made.addEventListener('click', pressed);
  return made;
}

export function textButton(text: string, pressed: () => void): Button {
  const made = document.createElement('vscode-button') as Button;
  made.setAttribute('appearance', 'secondary');
  made.textContent = text;
  made.addEventListener('click', pressed);
  return made;
}

/** Shows whether a button that toggles something is on. */
export function setPressed(button: HTMLElement, isPressed: boolean): void {
  button.setAttribute('aria-pressed', String(isPressed));
  button.classList.toggle('pressed', isPressed);
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function dropdown(label: string, choices: readonly Choice[], chosen: (value: string) => void): Dropdown {
  const made = document.createElement('vscode-dropdown') as Dropdown;
  made.setAttribute('aria-label', label);
  made.title = label;
  for (const choice of choices) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', choice.value);
    option.textContent = choice.label;
    made.append(option);
  }
  made.addEventListener('change', () => chosen(made.value));
  return made;
}

export function setValue(control: HTMLElement, value: string): void {
  control.setAttribute('current-value', value);
  if ('value' in control) control.value = value;
}

export function checkbox(label: string, changed: (isChecked: boolean) => void): Checkbox {
  const made = document.createElement('vscode-checkbox') as Checkbox;
  made.textContent = label;
  made.addEventListener('change', () => changed(made.checked));
  return made;
}

export function textField(label: string, placeholder: string): TextField {
  const made = document.createElement('vscode-text-field') as TextField;
  // The toolkit puts a name of its own in place of one that is there before the field is shown.
  queueMicrotask(() => made.setAttribute('aria-label', label));
  made.setAttribute('placeholder', placeholder);
  return made;
}
