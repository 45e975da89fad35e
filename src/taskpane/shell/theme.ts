// Fluent's own themes only, chosen by what the host shows.

import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import type { ColorScheme, OfficeHost } from '../office-host.ts';

const themes: Readonly<Record<ColorScheme, Theme>> = {
  light: webLightTheme,
  dark: webDarkTheme,
  'high-contrast': teamsHighContrastTheme,
};

export function useTheme(host: OfficeHost): Theme {
  const scheme = useSyncExternalStore(
    (listener) => host.onColorSchemeChange(listener),
    () => host.colorScheme(),
  );
  return themes[scheme];
}
