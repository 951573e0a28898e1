/** A wrong call or a path that cannot be read: one line on standard error, exit code 2. */
export class UsageError extends Error {}

export const USAGE = `Usage: sqlalchemy-relationships COMMAND [OPTIONS] [PATH...]

Commands
  graph --json PATH...       the relationship graph, as docs/graph-json.md describes
  check PATH...              problems of the models; exit code 1 when one is an error
  explain NAME PATH...       an entity (User) or a relationship (User.posts) in words
  diagram PATH...            the schema as text: --format mermaid, dbml, dot, plantuml or svg
  path FROM TO PATH...       the ways from one entity to another, and the select().join() that walks each
  diff REV [REV] [PATH]      what changed since a git revision, or between two; exit code 1 when something did
  lsp --stdio                the language server, for editors

Options
  --why                      explain: why this join and direction, what is written on flush, what is deleted with a row
  --sqlalchemy VERSION       rules of 1.4, 2.0 or 2.1 (default: the installed version, else 2.0)
  --python PATH              interpreter or environment whose packages the models build on
  --format FORMAT            check: text, json, github, sarif or junit; diagram: see above; diff: text, json or markdown
  --fix                      check: repair what has one clear fix, then report the rest
  --baseline FILE            check: leave out the problems that the file accepts
  --update-baseline          check: write all problems into the --baseline file
  --focus ENTITY             diagram: only this entity and its neighbours
  --depth N                  diagram: how many relationships away from --focus (default 1)
  --version, --help
`;
