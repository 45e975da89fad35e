// What a person's pane tells the relay and what it makes of the answers: deleted, made anew, switched off, away.
import { describe, expect, it } from '@jest/globals';
import { RelayError } from '../../../src/remote/relay/relay-error.ts';
import { SyncError } from '../../../src/sync/model/error.ts';
import { showRememberedMe, signUp } from '../../../src/taskpane/session/signed-in-person.ts';
import { oneRowRelay, ownChoice, pausedAt, personAt, refusal } from '../../support/pane-person.ts';

async function personWithChoice() {
  const relay = oneRowRelay();
  const person = await personAt(relay);
  await signUp(person, true);
  await relay.client.putSettings({ kinds: [ownChoice] });
  await signUp(person, false);
  return { relay, person, snapshot: person.snapshots.get };
}

describe('a person whom an administrator deleted', () => {
  it('is stopped, and no call of the pane alone brings the row back', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.deleteUser();
    await signUp(person, false);
    expect(relay.row()).toBeNull();
    expect(snapshot().problem?.cause).toBe('user-deleted');
  });

  it('goes on with the choice that this device remembers once he signs in again', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.deleteUser();
    await signUp(person, true);
    expect(relay.row()?.settings).toEqual({ kinds: [ownChoice] });
    expect(snapshot()).toMatchObject({ hasChosen: true, contacts: ownChoice, relay: 'reachable' });
  });

  it('gives the choice with the next call when the relay went away in between', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.deleteUser();
    relay.failNext('putSettings', new RelayError('unreachable'));
    await signUp(person, true);
    expect(snapshot().relay).toBe('unreachable');
    await signUp(person, false);
    expect(relay.row()?.settings).toEqual({ kinds: [ownChoice] });
    expect(snapshot()).toMatchObject({ hasChosen: true, relay: 'reachable' });
  });

  it('keeps what he chose meanwhile on another device', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.deleteUser();
    const elsewhere = { ...ownChoice, policy: 'outlook-wins' } as const;
    await signUp(await personAt(relay), true);
    await relay.client.putSettings({ kinds: [elsewhere] });
    await signUp(person, false);
    expect(relay.row()?.settings).toEqual({ kinds: [elsewhere] });
    expect(snapshot().contacts?.policy).toBe('outlook-wins');
  });
});

describe('a pause that the relay has heard of', () => {
  it('is told again to a row that was made anew, until the person resumes', async () => {
    const { relay, person } = await personWithChoice();
    await person.pause.set(true);
    await signUp(person, false);
    expect(relay.row()?.pausedAt).toBe(pausedAt);
    relay.deleteUser();
    await signUp(person, true);
    expect(relay.row()?.pausedAt).toBe(pausedAt);
    expect(person.pause.isPaused()).toBe(true);
    await person.pause.set(false);
    await signUp(person, false);
    expect(relay.row()?.pausedAt).toBeNull();
  });

  it('is said once: a word of the presence says nothing of it', async () => {
    const { relay, person } = await personWithChoice();
    await person.pause.set(true);
    await signUp(person, false);
    await signUp(person, false);
    expect(relay.signUps.slice(-2).map(({ isPaused }) => isPaused)).toEqual([true, null]);
  });

  it('is not undone by an answer that was on its way when it was pressed', async () => {
    const { relay, person } = await personWithChoice();
    const early = signUp(person, false);
    await person.pause.set(true);
    await early;
    expect(person.pause.isPaused()).toBe(true);
    await signUp(person, false);
    expect(relay.row()?.pausedAt).toBe(pausedAt);
  });
});

describe('a row that stays', () => {
  it('is given no choice by the pane: a choice that the relay does not know was taken back there', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.change({ settings: null });
    await signUp(person, false);
    expect(relay.row()?.settings).toBeNull();
    expect(snapshot().hasChosen).toBe(false);
  });

  it('counts what background runs noted as no choice', async () => {
    const relay = oneRowRelay();
    const person = await personAt(relay);
    await signUp(person, true);
    relay.change({ settings: { kinds: [{ ...ownChoice, setBy: 'organisation' }] } });
    await signUp(person, false);
    expect(person.snapshots.get()).toMatchObject({ hasChosen: false, contacts: { savedSearch: '300101' } });
  });

  it('says that an administrator switched it off and why, and forgets it when that ends', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    const disabledAt = '2026-11-21T12:00:00.000Z';
    const off = {
      isEnabled: false,
      disabledBy: 'administrator',
      disabledReason: 'Moved',
      disabledAt,
    } as const;
    relay.change({ sync: off });
    await signUp(person, false);
    expect(snapshot().problem).toEqual({
      cause: 'user-disabled',
      side: null,
      sinceMs: Date.parse(disabledAt),
    });
    relay.change({ sync: { isEnabled: true, disabledBy: null, disabledReason: null, disabledAt: null } });
    await signUp(person, false);
    expect(snapshot().problem).toBeNull();
  });

  it('says nothing of an administrator where the person switched it off himself', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    const off = { isEnabled: false, disabledBy: 'user', disabledReason: null, disabledAt: pausedAt } as const;
    relay.change({ sync: off, settings: { kinds: [{ ...ownChoice, isOn: false }] } });
    await signUp(person, false);
    expect(snapshot()).toMatchObject({ problem: null, contacts: { isOn: false } });
  });

  it('stops a person who is signed in to Sales as somebody else, until that is put right', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.change({ salesUserName: 'somebody.else' });
    await signUp(person, false);
    expect(snapshot()).toMatchObject({
      problem: { cause: 'wrong-sales-account', side: 'sales' },
      sales: { status: 'expired' },
    });
    relay.change({ salesUserName: 'ANA.RUIZ' });
    await signUp(person, false);
    expect(snapshot().problem).toBeNull();
  });
});

describe('a relay that cannot be asked', () => {
  it('leaves what it said last to be shown', async () => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.failNext('signUp', new RelayError('unreachable'));
    await signUp(person, false);
    expect(snapshot()).toMatchObject({ relay: 'unreachable', hasChosen: true, contacts: ownChoice });
    const later = await personAt(relay, person.memory.values);
    await showRememberedMe(later);
    expect(later.snapshots.get()).toMatchObject({ relay: 'unknown', hasChosen: true, contacts: ownChoice });
  });

  it.each<[string, Error]>([
    ['no token can be had for it', new SyncError('sign-in-needed', { at: { side: 'microsoft' } })],
    ['it takes the token for none', refusal(401, 'unauthenticated')],
  ])('asks for a Microsoft sign-in where %s', async (_, error) => {
    const { relay, person, snapshot } = await personWithChoice();
    relay.failNext('signUp', error);
    await signUp(person, false);
    expect(snapshot().microsoft.status).toBe('expired');
    expect(person.authorizations.get().microsoft).toMatchObject({
      state: 'expired',
      cause: 'microsoft-sign-in-expired',
    });
  });
});
