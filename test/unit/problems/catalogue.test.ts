import { expect, it } from 'vitest';
import { CATALOGUE, kindOf } from '../../../server/src/core/problems/catalogue';
import type { Fault } from '../../../server/src/core/mapping/faults';
import type { FileId } from '../../../server/src/core/declarations/anchor';

const anchor = { file: 'a.py' as FileId, node: 0 };

it('gives every kind a code of its own, in kebab-case', () => {
  const codes = CATALOGUE.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
});

it('gives every fault to one kind', () => {
  const ids = CATALOGUE.flatMap((kind) => kind.ids);
  expect(new Set(ids).size).toBe(ids.length);
});

it('words an unknown fault by the message of SQLAlchemy', () => {
  const fault: Fault = { id: 'E-NEW', phase: 'configure', anchor, sqlalchemy: { exceptionClass: 'ArgumentError', message: 'Something  new.', isWarning: false } };
  expect(kindOf(fault).code).toBe('sqlalchemy-error');
  expect(kindOf({ ...fault, sqlalchemy: { exceptionClass: 'SAWarning', message: 'x', isWarning: true } }).code).toBe('sqlalchemy-warning');
});

it('finds families of faults by their beginning', () => {
  expect(kindOf({ id: 'E-DC-FIELDS', phase: 'import', anchor }).code).toBe('dataclass-mapping');
});
