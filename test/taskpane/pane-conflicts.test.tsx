import { describe, expect, it } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import type { Digest, LinkKey, RecordId } from '../../src/sync/model/ids.ts';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import { dailyPerson, sampleConflict } from '../support/pane-samples.ts';

const digest = (text: string): Digest => text as Digest;

function sideOf(unit: string, side: 'Outlook' | 'Sales') {
  return within(screen.getByRole('radiogroup', { name: unit })).getByRole('radio', {
    name: new RegExp(`^${side}`),
  });
}

describe('conflicts', () => {
  it('[D16] answers with the side chosen per field and both digests that were shown', async () => {
    const session = createFakeSession(dailyPerson, { conflicts: [sampleConflict()] });
    const user = await showPane(session, '/conflicts');
    await user.click(sideOf('Job title', 'Sales'));
    await user.click(sideOf('Work phone', 'Outlook'));
    await user.click(screen.getByRole('button', { name: 'Use these values' }));
    expect(session.deeds).toEqual([
      {
        name: 'answer',
        with: [
          {
            key: 'link-1',
            question: 'fields',
            choices: { jobTitle: 'sales', 'phone.work': 'microsoft' },
            shown: {
              jobTitle: { microsoft: 'aaaa000000000001', sales: 'aaaa000000000002' },
              'phone.work': { microsoft: 'bbbb000000000001', sales: 'bbbb000000000002' },
            },
            fate: null,
            answeredAtMs: expect.any(Number),
          },
        ],
      },
    ]);
    expect(await screen.findByText('That was the last one.')).toBeTruthy();
  });

  it('[D16] sends nothing before every field has a choice', async () => {
    const session = createFakeSession(dailyPerson, { conflicts: [sampleConflict()] });
    const user = await showPane(session, '/conflicts');
    await user.click(sideOf('Job title', 'Sales'));
    await user.click(screen.getByRole('button', { name: 'Use these values' }));
    expect(session.deeds).toEqual([]);
    expect(screen.getByText('Choose a value for each field.')).toBeTruthy();
  });

  it('speaks of one field where there is one', async () => {
    const conflict = sampleConflict({ units: sampleConflict().units.slice(0, 1) });
    await showPane(createFakeSession(dailyPerson, { conflicts: [conflict] }), '/conflicts');
    expect(screen.getByText('Choose one of the two values.')).toBeTruthy();
    expect(screen.queryByText('Choose a value for each field.')).toBeNull();
  });

  it('takes all fields from one side at once and makes a rule of a choice', async () => {
    const session = createFakeSession(dailyPerson, { conflicts: [sampleConflict()] });
    const user = await showPane(session, '/conflicts');
    await user.click(screen.getByRole('button', { name: 'All from Outlook' }));
    await user.click(screen.getByRole('checkbox', { name: 'Always take Outlook for “Work phone”' }));
    await user.click(screen.getByRole('button', { name: 'Use these values' }));
    expect(session.deeds.map(({ name }) => name)).toEqual(['answer', 'alwaysFor']);
    expect(session.deeds[0]?.with[0]).toMatchObject({
      choices: { jobTitle: 'microsoft', 'phone.work': 'microsoft' },
    });
    expect(session.deeds[1]?.with).toEqual(['phone.work', 'outlook-wins']);
  });

  it('[D16] asks anew, without the old choice, when a value changed meanwhile', async () => {
    const session = createFakeSession(dailyPerson, { conflicts: [sampleConflict()] });
    const user = await showPane(session, '/conflicts');
    await user.click(screen.getByRole('button', { name: 'All from Outlook' }));
    const [jobTitle] = sampleConflict().units;
    if (!jobTitle) throw new Error('the sample has units');
    await act(async () => {
      session.setLists({
        conflicts: [
          sampleConflict({ units: [{ ...jobTitle, sales: 'Director', salesDigest: digest('cccc') }] }),
        ],
      });
    });
    expect(await screen.findByText('Director')).toBeTruthy();
    expect(screen.getAllByRole<HTMLInputElement>('radio').some((radio) => radio.checked)).toBe(false);
  });

  it('[A3] says of a contact that is not shared where its values stay, and when they go', async () => {
    const session = createFakeSession(dailyPerson, { conflicts: [sampleConflict({ isUnshared: true })] });
    const user = await showPane(session, '/conflicts');
    expect(screen.getByText(/^This contact is not shared:/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'All from Outlook' }));
    await user.click(screen.getByRole('button', { name: 'Use these values' }));
    expect(
      await screen.findByText('Saved. What you took from Outlook goes to Sales once you share the contact.'),
    ).toBeTruthy();
  });

  it('stays with its reason when the answer cannot be kept', async () => {
    const session = createFakeSession(dailyPerson, { conflicts: [sampleConflict()] });
    session.failNext('answer', new Error('storage-full'));
    const user = await showPane(session, '/conflicts');
    await user.click(screen.getByRole('button', { name: 'All from Sales' }));
    await user.click(screen.getByRole('button', { name: 'Use these values' }));
    expect(await screen.findByText(/no space left for Sales Sync/)).toBeTruthy();
    expect(sideOf('Job title', 'Sales')).toHaveProperty('checked', true);
  });

  it('shows markup in a name as text', async () => {
    await showPane(createFakeSession(dailyPerson, { conflicts: [sampleConflict()] }), '/conflicts');
    expect(screen.getByRole('heading', { name: 'Ana <b>Ruiz</b>' }).querySelector('b')).toBeNull();
  });

  it('skips to the next record and comes round again', async () => {
    const second = sampleConflict({ key: 'link-2' as LinkKey, title: 'Grace Liu', askedAtMs: Date.now() });
    const session = createFakeSession(dailyPerson, { conflicts: [sampleConflict(), second] });
    const user = await showPane(session, '/conflicts');
    expect(screen.getByText('1 of 2')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Skip' }));
    expect(screen.getByRole('heading', { name: 'Grace Liu' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Skip' }));
    expect(screen.getByText('1 of 2')).toBeTruthy();
  });
});

describe('a record that is gone on one side', () => {
  const deleted = sampleConflict({
    question: 'deleted-in-sales',
    candidates: [{ id: '5' as RecordId, address: 'P5', name: 'Ana Ruiz Ferrer' }],
  });

  it.each([
    ['Create again in Sales', 'recreate'],
    ['Let go', 'let-go'],
  ])('[D20] %s answers %s with the digests shown', async (button, fate) => {
    const session = createFakeSession(dailyPerson, { conflicts: [deleted] });
    const user = await showPane(session, '/conflicts');
    await user.click(screen.getByRole('button', { name: button }));
    expect(session.deeds[0]?.with[0]).toMatchObject({
      question: 'deleted-in-sales',
      fate,
      shown: { jobTitle: { microsoft: 'aaaa000000000001', sales: 'aaaa000000000002' } },
    });
  });

  it('[D20] links to the candidate that was chosen', async () => {
    const session = createFakeSession(dailyPerson, { conflicts: [deleted] });
    const user = await showPane(session, '/conflicts');
    await user.click(screen.getByRole('radio', { name: 'Ana Ruiz Ferrer' }));
    await user.click(screen.getByRole('button', { name: 'Link to this one' }));
    expect(session.deeds[0]?.with[0]).toMatchObject({
      fate: 'link-to',
      linkTo: { id: '5', address: 'P5' },
    });
  });
});
