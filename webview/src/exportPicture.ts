/** The picture, as it is or as text, for a file or the clipboard. */
import { exportDbml } from '../../server/src/core/export/dbml';
import { exportDot } from '../../server/src/core/export/dot';
import { exportMermaid } from '../../server/src/core/export/mermaid';
import { exportPlantuml } from '../../server/src/core/export/plantuml';
import { svgOfScene } from '../../server/src/core/export/svg';
import type { Scene, SceneLabel } from '../../server/src/core/diagram/picture/scene';
import type { Diagram } from '../../server/src/protocol/messages';
import { post } from './api';
import { pngOf } from './exportPng';
import type { Theme } from './theme';
import type { ExportFormat, TextFormat } from './toolbar';

const TEXTS: Readonly<Record<Exclude<TextFormat, 'svgText'>, (diagram: Diagram) => string>> = { mermaid: exportMermaid, dbml: exportDbml, plantuml: exportPlantuml, dot: exportDot };

export interface Exported {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly diagram: Diagram;
  readonly scene: Scene;
  readonly labels: ReadonlyMap<string, SceneLabel>;
  readonly focus: string | undefined;
  readonly theme: Theme;
}

export async function exportPicture(format: ExportFormat, { name, diagram, scene, labels, focus, theme }: Exported): Promise<void> {
  const { palette, fontFamily, monospaceFamily } = theme;
  const svg = svgOfScene(scene, { palette, fontFamily, monospaceFamily }, { focus, labels });
  if (format === 'svg') return post({ type: 'export', format, name, content: svg });
  if (format !== 'png') return post({ type: 'copy', text: format === 'svgText' ? svg : TEXTS[format](diagram) });
  try {
    post({ type: 'export', format, name, content: await pngOf(svg) });
  } catch (error) {
    post({ type: 'error', message: `PNG export: ${error instanceof Error ? error.message : String(error)}` });
  }
}
