/** `AgentInstallation` → `agent_installation`: what attributes and variables for objects of a class are called. */
export function snakeCase(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .replace(/(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
    .replace(/^_+/, '')
    .toLowerCase();
}
