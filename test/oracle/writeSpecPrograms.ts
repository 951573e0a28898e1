/** Writes the programs that ask.py asks about the specifications: `node test/oracle/run-script.mjs test/oracle/writeSpecPrograms.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { linesOf, specPrograms } from './specPrograms';

const ROOT = process.cwd();
const programs = specPrograms(ROOT);
writeFileSync(path.join(ROOT, 'test/oracle/specifications.jsonl'), linesOf(programs));
console.log(`${String(programs.length)} programs, ${String(programs.filter((program) => program.action !== undefined).length)} of them after a fix`);
