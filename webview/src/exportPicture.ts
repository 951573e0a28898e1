/** The picture, as it is or as text, for a file or the clipboard. */
import { exportMermaid } from '../../server/src/core/export/mermaid';
import { svgOfScene } from '../../server/src/core/export/svg';
import type { Scene, SceneLabel } from '../../server/src/core/diagram/picture/scene';
import type { Diagram } from '../../server/src/protocol/messages';
import { post } from './api';
import { pngOf } from './exportPng';
import type { Theme } from './theme';
import type { ExportFormat } from './toolbar';

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
  if (format === 'mermaid') return post({ type: 'copy', text: exportMermaid(diagram) });
  const { palette, fontFamily, monospaceFamily } = theme;
  const svg = svgOfScene(scene, { palette, fontFamily, monospaceFamily }, { focus, labels });
  if (format === 'svg') return post({ type: 'export', format, name, content: svg });
  try {
    post({ type: 'export', format, name, content: await pngOf(svg) });
  } catch (error) {
    post({ type: 'error', message: `PNG export: ${error instanceof Error ? error.message : String(error)}` });
  }
}
