// One setting of the form, with the styles it really has.

import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import { SettingField } from '../../src/taskpane/monitor/settings/SettingField.tsx';
import { startLanguages } from '../../src/taskpane/shell/languages.ts';

const { runs } = defaultOrganisationSettings;

function Form({ children }: { readonly children: ReactNode }) {
  const form = useForm({
    defaultValues: {
      ...defaultOrganisationSettings,
      runs: { ...runs, freshnessTargetMinutes: runs.freshnessTargetMinutes + 1 },
    },
  });
  return (
    <FluentProvider theme={webLightTheme}>
      <FormProvider {...form}>{children}</FormProvider>
    </FluentProvider>
  );
}

describe('a setting', () => {
  it('has a bar only where it differs from the default: forced colours paint a transparent one', async () => {
    await startLanguages('en');
    render(
      <Form>
        <SettingField path="runs.freshnessTargetMinutes" onlyDiffering={false} wrong={null} />
        <SettingField path="runs.paneIntervalMinutes" onlyDiffering={false} wrong={null} />
      </Form>,
    );
    const bars = screen.getAllByRole('textbox').map((control) => {
      const row = control.closest('.fui-Field')?.parentElement;
      return row ? getComputedStyle(row).getPropertyValue('border-inline-start-style') : 'no row';
    });
    expect(bars).toEqual(['solid', '']);
  });
});
