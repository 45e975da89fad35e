import { describe, expect, it } from '@jest/globals';
import { findTarget } from '../../../src/relay/notifications/webhook-address.ts';
import { sendWebhook } from '../../../src/relay/notifications/send-webhook.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'public.example': ['203.0.114.7'],
  'inside.example': ['10.0.0.7'],
  'mixed.example': ['203.0.114.7', '127.0.0.1'],
  'six.example': ['2606:4700::1111'],
};
const resolve = (host: string) => {
  const found = names[host];
  if (found === undefined) return Promise.reject(new Error('ENOTFOUND'));
  return Promise.resolve(found.map((address) => ({ address, family: 4 })));
};
const rules = { allowsPrivate: false, resolve };
const webhook = { secret: 'a-secret-of-16-c', atMs: 0, deliveryId: 'd', body: '{}' };

describe('the address of a webhook', () => {
  it.each([
    ['https://public.example/x', { address: '203.0.114.7', family: 4 }],
    ['https://six.example/', { address: '2606:4700::1111', family: 6 }],
    ['https://[2606:4700::1111]:8443/', { address: '2606:4700::1111', family: 6 }],
  ])('%s is called at the address it was checked at', async (url, target) => {
    expect(await findTarget(url, rules)).toMatchObject(target);
  });

  it.each([
    ['http://public.example/', 'not-https'],
    ['https://inside.example/', 'not-public'],
    ['https://mixed.example/', 'not-public'],
    ['https://nobody.example/', 'unknown-host'],
    ['https://localhost/', 'unknown-host'],
    ['https://127.0.0.1/', 'not-public'],
    ['https://2130706433/', 'not-public'],
    ['https://0x7f.1/', 'not-public'],
    ['https://169.254.169.254/latest', 'not-public'],
    ['https://100.64.0.1/', 'not-public'],
    ['https://0.0.0.0/', 'not-public'],
    ['https://[::1]/', 'not-public'],
    ['https://[::ffff:10.0.0.1]/', 'not-public'],
    ['https://[64:ff9b::a00:1]/', 'not-public'],
    ['https://[fd00::1]/', 'not-public'],
    ['https://[fe80::1]/', 'not-public'],
  ])('%s is refused: %s', async (url, reason) => {
    expect(await sendWebhook({ ...webhook, url }, rules)).toBe(reason);
  });

  it('is not resolved a second time when the request is made', async () => {
    const receiver = await startReceiver();
    const url = receiver.url.replace('127.0.0.1', 'rebinding.example');
    let asked = 0;
    const rebinding = () => {
      asked += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    expect(await sendWebhook({ ...webhook, url }, { allowsPrivate: true, resolve: rebinding })).toBeNull();
    expect(asked).toBe(1);
    expect(receiver.received[0]?.headers.host).toBe(new URL(url).host);
    await receiver.close();
    expect(await sendWebhook({ ...webhook, url }, { allowsPrivate: true, resolve: rebinding })).toBe(
      'ECONNREFUSED',
    );
  });
});
