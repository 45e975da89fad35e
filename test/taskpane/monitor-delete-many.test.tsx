import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import { TypedCount } from '../../src/taskpane/monitor/actions/TypedCount.tsx';
import { startLanguages } from '../../src/taskpane/shell/languages.ts';
import { FewStyles } from '../support/few-styles.tsx';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { monitorUsers } from '../support/monitor-users.ts';

function Typing() {
  const [typed, setTyped] = useState('');
  return <TypedCount count={1_234} typed={typed} onType={setTyped} onEnter={() => undefined} />;
}

const otherHits = new RelayError('refused', {
  status: 409,
  problem: {
    type: 'about:blank',
    title: '',
    status: 409,
    code: 'conflict',
    requestId: 'request-1',
    errors: [{ pointer: '/expectedHits', detail: '4 users would be hit now' }],
  },
});

const isRefused = (): boolean => screen.getByRole('textbox').getAttribute('aria-invalid') === 'true';

describe('deleting 1,234 users', () => {
  it.each(['1234', '1,234'])('goes on when %s was typed, and says so when it was not', async (text) => {
    const relay = createFakeRelay(monitorUsers(1_234));
    const { user } = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
    await user.click((await screen.findAllByRole('checkbox', { name: /^Select (?!all)/ }))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Select all 1,234' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete User' }));
    const field = await screen.findByRole('textbox', { name: 'Type 1,234 to confirm' });
    await user.type(field, '123');
    expect(isRefused()).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Delete 1,234 users' }));
    expect(
      screen.getByText('This is another number. Type 1,234, as many users as are concerned.'),
    ).toBeTruthy();
    expect(isRefused()).toBe(true);
    await user.clear(field);
    await user.type(field, text);
    expect(isRefused()).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Delete 1,234 users' }));
    expect(await screen.findByText('1,234 sent')).toBeTruthy();
  });

  it('is asked again where other users are concerned by now than were shown', async () => {
    const relay = createFakeRelay(monitorUsers(3));
    const { user } = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
    await user.click((await screen.findAllByRole('checkbox', { name: /^Select (?!all)/ }))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Select all 3' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete User' }));
    const button = await screen.findByRole('button', { name: 'Delete 3 users' });
    relay.rows = monitorUsers(4);
    relay.failNext.set('send', otherHits);
    await user.click(button);
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Meanwhile other users are concerned/);
    await user.click(await screen.findByRole('button', { name: 'Delete 4 users' }));
    expect(await screen.findByText('4 sent')).toBeTruthy();
    const sent = relay.calls.filter(({ name }) => name === 'send').map((call) => call.with[0]);
    expect(sent).toMatchObject([{ expectedHits: 3 }, { expectedHits: 4 }]);
  });

  it.each(['١٬٢٣٤', '١٢٣٤', '1234'])('takes %s in Arabic', async (text) => {
    await startLanguages('ar-SA');
    render(
      <FewStyles>
        <Typing />
      </FewStyles>,
    );
    const user = userEvent.setup();
    const field = screen.getByRole('textbox', { name: /١٬٢٣٤/ });
    await user.type(field, text);
    await user.tab();
    expect(isRefused()).toBe(false);
    await user.type(field, '9');
    expect(isRefused()).toBe(true);
  });
});
