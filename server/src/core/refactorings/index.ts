/** The refactorings offered at a place of the code. One file each. */
export { refactorings } from './pairs';
