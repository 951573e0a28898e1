import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the host harness. */
export const HOST_FOLDER = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The project's root. */
export const ROOT = path.dirname(path.dirname(HOST_FOLDER));

export const CODE_SERVER = path.join(HOST_FOLDER, 'node_modules', 'code-server');
