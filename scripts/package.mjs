/** Builds for release and packs the extension: `npm run package` writes sqlalchemy-relationships.vsix. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { ROOT, buildAll } from './build.mjs';

export const VSIX = path.join(ROOT, 'sqlalchemy-relationships.vsix');

/** Writes the package and returns its size in bytes. */
export async function packageExtension() {
  await buildAll({ production: true, only: [] });
  await createVSIX({
    cwd: ROOT,
    packagePath: VSIX,
    // Everything is bundled.
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    skipLicense: !existsSync(path.join(ROOT, 'LICENSE')),
  });
  return (await stat(VSIX)).size;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const size = await packageExtension();
    console.log(`${path.relative(process.cwd(), VSIX)}: ${(size / 1e6).toFixed(2)} MB`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
