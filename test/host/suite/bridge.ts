/** Asks the browser that shows this VS Code: see `test/host/lib/bridge.mjs`. */
export async function askBridge(request: { readonly kind: string; readonly [field: string]: unknown }): Promise<unknown> {
  const address = process.env['HOST_BRIDGE'];
  if (address === undefined) throw new Error('HOST_BRIDGE is not set');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(request) });
  const body = (await response.json()) as { readonly value?: unknown; readonly error?: string };
  if (body.error !== undefined) throw new Error(body.error);
  return body.value;
}
