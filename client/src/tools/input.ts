/** A text of the input; undefined when it is missing or empty. */
export function inputText(input: unknown, key: string): string | undefined {
  const value = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
