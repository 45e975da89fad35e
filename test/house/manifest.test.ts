import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { finishManifest, readTarget } from '../../scripts/build-target.mjs';
import { lintManifest } from '../../scripts/manifest/lint-manifest.ts';
import { read, root } from './tree.ts';

const manifest = read('manifest.xml');
const readFile = (name: string) => {
  const file = path.join(root, name);
  return existsSync(file) ? readFileSync(file) : undefined;
};
const lint = (xml: string, isDevelopment = true) => lintManifest(xml, { readFile, isDevelopment });
const production = readTarget({
  ADDIN_URL: 'https://sync.example.com',
  ADDIN_ID: '0f8fad5b-d9cb-469f-a165-70867728950e',
});

describe('manifest', () => {
  it('passes our checks as it is sideloaded', () => {
    expect(lint(manifest)).toEqual([]);
  });

  it('passes them for an organisation too, with its own id and without localhost', () => {
    const finished = finishManifest(manifest, production);
    expect(lint(finished, false)).toEqual([]);
    expect(finished).toContain('<Id>0f8fad5b-d9cb-469f-a165-70867728950e</Id>');
    expect(finished).not.toContain('localhost');
  });

  it.each([
    [
      'a version of two parts',
      '<Version>0.1.0.0<',
      '<Version>0.1<',
      'Version must have four parts; it is 0.1.',
    ],
    ['an id in capitals', '<Id>4e7c', '<Id>4E7C', 'Id must be a GUID in lower case.'],
    ['a wider permission', '>ReadWriteItem<', '>ReadWriteMailbox<', 'Permissions must be ReadWriteItem.'],
    [
      'a dangling resid',
      'resid="open.tip"',
      'resid="gone"',
      'VersionOverridesV1_0: the resid gone is not defined.',
    ],
    [
      'an unused resource',
      'resid="open.tip"',
      'resid="gone"',
      'VersionOverridesV1_0: the resource open.tip is never used.',
    ],
    [
      'an icon of another size',
      'icon-64.png',
      'icon-80.png',
      'assets/icon-80.png must be 64 x 64 pixels; it is 80 x 80.',
    ],
    ['an icon that is missing', 'icon-64.png', 'icon-65.png', 'assets/icon-65.png does not exist.'],
    [
      'a plain http address',
      'https://localhost:3000/assets/icon-64',
      'http://localhost:3000/assets/icon-64',
      'http://localhost:3000/assets/icon-64.png must be an https address.',
    ],
    [
      'a missing language',
      'Locale="ja-JP"',
      'Locale="it-IT"',
      'DisplayName has no wording for the language ja.',
    ],
    [
      'a control id given twice',
      '"message.compose.open"',
      '"message.read.open"',
      'VersionOverridesV1_0: the id message.read.open of a group or control is given twice.',
    ],
  ])('refuses %s', (_case, from, to, problem) => {
    expect(lint(manifest.replaceAll(from, to))).toContain(problem);
  });

  it('refuses localhost in a manifest for an organisation', () => {
    expect(lint(manifest, false)).toContain(
      'https://localhost:3000 belongs in the development manifest only.',
    );
  });

  it('lists every mistake of the build target at once', () => {
    expect(() => readTarget({ ADDIN_URL: 'http://sync.example.com', ADDIN_ID: 'one' })).toThrow(
      /ADDIN_URL must be .*\n.*ADDIN_ID must be/,
    );
  });
});
