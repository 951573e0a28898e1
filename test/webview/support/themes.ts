/** The theme variables of VS Code's own themes, as far as the panel reads them. */

export type ThemeName = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

const FONTS = { 'font-family': 'system-ui, sans-serif', 'font-size': '13px', 'editor-font-family': "'DejaVu Sans Mono', monospace" } as const;

export const themes: Readonly<Record<ThemeName, { readonly kind: string; readonly variables: Readonly<Record<string, string>> }>> = {
  dark: {
    kind: 'vscode-dark',
    variables: {
      ...FONTS,
      foreground: '#cccccc', 'editor-background': '#1f1f1f', 'editor-foreground': '#cccccc', 'editorWidget-background': '#202020', 'editorWidget-border': '#313131', 'widget-border': '#313131',
      'sideBar-background': '#181818', 'sideBar-foreground': '#cccccc', 'sideBarSectionHeader-background': '#181818', 'panel-border': '#2b2b2b', focusBorder: '#0078d4', descriptionForeground: '#9d9d9d',
      'input-background': '#313131', 'input-foreground': '#cccccc', 'input-placeholderForeground': '#989898', 'dropdown-background': '#313131', 'dropdown-foreground': '#cccccc', 'dropdown-border': '#3c3c3c',
      'button-background': '#0078d4', 'button-foreground': '#ffffff', 'button-secondaryBackground': '#313131', 'button-secondaryForeground': '#cccccc', 'button-secondaryHoverBackground': '#3c3c3c',
      'icon-foreground': '#cccccc', 'toolbar-hoverBackground': '#5a5d5e50', 'toolbar-activeBackground': '#63666750', 'inputOption-activeBorder': '#2488db', 'inputOption-activeBackground': '#2489db82',
      'list-hoverBackground': '#2a2d2e', 'list-activeSelectionBackground': '#04395e', 'list-activeSelectionForeground': '#ffffff', 'list-inactiveSelectionBackground': '#37373d',
      'charts-blue': '#3794ff', 'charts-purple': '#b180d7', 'charts-orange': '#d18616', 'charts-green': '#89d185', 'charts-red': '#f14c4c', 'charts-yellow': '#cca700',
      'editorError-foreground': '#f14c4c', 'editorWarning-foreground': '#cca700', 'editorInfo-foreground': '#3794ff', 'textCodeBlock-background': '#2b2b2b', 'widget-shadow': '#0000005c', 'menu-selectionBackground': '#0078d4', 'menu-selectionForeground': '#ffffff',
    },
  },
  light: {
    kind: 'vscode-light',
    variables: {
      ...FONTS,
      foreground: '#3b3b3b', 'editor-background': '#ffffff', 'editor-foreground': '#3b3b3b', 'editorWidget-background': '#f8f8f8', 'editorWidget-border': '#c8c8c8', 'widget-border': '#e5e5e5',
      'sideBar-background': '#f8f8f8', 'sideBar-foreground': '#3b3b3b', 'sideBarSectionHeader-background': '#f8f8f8', 'panel-border': '#e5e5e5', focusBorder: '#005fb8', descriptionForeground: '#6b6b6b',
      'input-background': '#ffffff', 'input-foreground': '#3b3b3b', 'input-border': '#cecece', 'input-placeholderForeground': '#767676', 'dropdown-background': '#ffffff', 'dropdown-foreground': '#3b3b3b', 'dropdown-border': '#cecece',
      'button-background': '#005fb8', 'button-foreground': '#ffffff', 'button-secondaryBackground': '#e5e5e5', 'button-secondaryForeground': '#3b3b3b', 'button-secondaryHoverBackground': '#cccccc',
      'icon-foreground': '#3b3b3b', 'toolbar-hoverBackground': '#b8b8b850', 'toolbar-activeBackground': '#a6a6a650', 'inputOption-activeBorder': '#005fb8', 'inputOption-activeBackground': '#bed6ed',
      'list-hoverBackground': '#f2f2f2', 'list-activeSelectionBackground': '#e8e8e8', 'list-activeSelectionForeground': '#000000', 'list-inactiveSelectionBackground': '#e4e6f1',
      'charts-blue': '#1a85ff', 'charts-purple': '#652d90', 'charts-orange': '#d18616', 'charts-green': '#388a34', 'charts-red': '#e51400', 'charts-yellow': '#bf8803',
      'editorError-foreground': '#e51400', 'editorWarning-foreground': '#bf8803', 'editorInfo-foreground': '#1a85ff', 'textCodeBlock-background': '#f0f0f0', 'widget-shadow': '#00000029', 'menu-selectionBackground': '#005fb8', 'menu-selectionForeground': '#ffffff',
    },
  },
  highContrast: {
    kind: 'vscode-high-contrast',
    variables: {
      ...FONTS,
      foreground: '#ffffff', 'editor-background': '#000000', 'editor-foreground': '#ffffff', 'editorWidget-background': '#0c141f', 'editorWidget-border': '#6fc3df', 'widget-border': '#6fc3df', contrastBorder: '#6fc3df', contrastActiveBorder: '#f38518',
      'sideBar-background': '#000000', 'sideBar-foreground': '#ffffff', 'panel-border': '#6fc3df', focusBorder: '#f38518', descriptionForeground: '#ffffffb3',
      'input-background': '#000000', 'input-foreground': '#ffffff', 'input-border': '#6fc3df', 'input-placeholderForeground': '#ffffffb3', 'dropdown-background': '#000000', 'dropdown-foreground': '#ffffff', 'dropdown-border': '#6fc3df',
      'button-background': '#000000', 'button-foreground': '#ffffff', 'button-border': '#6fc3df', 'button-secondaryBackground': '#000000', 'button-secondaryForeground': '#ffffff', 'icon-foreground': '#ffffff',
      'inputOption-activeBorder': '#6fc3df', 'charts-blue': '#3794ff', 'charts-purple': '#b180d7', 'charts-orange': '#d18616', 'charts-green': '#89d185', 'charts-red': '#f14c4c', 'charts-yellow': '#cca700',
      'editorError-foreground': '#f48771', 'editorWarning-foreground': '#ffd370', 'editorInfo-foreground': '#3794ff', 'textCodeBlock-background': '#000000',
    },
  },
  highContrastLight: {
    kind: 'vscode-high-contrast vscode-high-contrast-light',
    variables: {
      ...FONTS,
      foreground: '#292929', 'editor-background': '#ffffff', 'editor-foreground': '#292929', 'editorWidget-background': '#ffffff', 'editorWidget-border': '#0f4a85', 'widget-border': '#0f4a85', contrastBorder: '#0f4a85', contrastActiveBorder: '#006bbd',
      'sideBar-background': '#ffffff', 'sideBar-foreground': '#292929', 'panel-border': '#0f4a85', focusBorder: '#006bbd', descriptionForeground: '#292929b3',
      'input-background': '#ffffff', 'input-foreground': '#292929', 'input-border': '#0f4a85', 'input-placeholderForeground': '#292929b3', 'dropdown-background': '#ffffff', 'dropdown-foreground': '#292929', 'dropdown-border': '#0f4a85',
      'button-background': '#0f4a85', 'button-foreground': '#ffffff', 'button-secondaryBackground': '#ffffff', 'button-secondaryForeground': '#0f4a85', 'icon-foreground': '#292929', 'inputOption-activeBorder': '#0f4a85',
      'charts-blue': '#1a85ff', 'charts-purple': '#652d90', 'charts-orange': '#b85c00', 'charts-green': '#2a6f26', 'charts-red': '#b5200d', 'charts-yellow': '#8a6100',
      'editorError-foreground': '#b5200d', 'editorWarning-foreground': '#895503', 'editorInfo-foreground': '#0f4a85', 'textCodeBlock-background': '#f2f2f2',
    },
  },
};
