import path from 'node:path';
import { expect, it } from 'vitest';
import { compareFiles, pythonFiles, report } from './compare';

const root = path.dirname(path.dirname(import.meta.dirname));

it('reads the Python files of this project as CPython does', async () => {
  const files = pythonFiles([path.join(root, 'samples'), path.join(root, 'test/oracle-ast')]);
  const agreement = await compareFiles(process.env['PYTHON'] ?? 'python3', path.join(root, 'test/oracle-ast/dump.py'), files);
  expect(agreement.files).toBeGreaterThan(0);
  expect(agreement.differing, report(agreement)).toEqual([]);
});
