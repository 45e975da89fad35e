// The judge of the screens is judged first: what it must find, and what it must leave alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { geometryProblems } from '../support/geometry.ts';
import { launchBrowser } from '../support/journey.ts';

describe('the geometry of a page', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  }, 60_000);
  afterAll(() => browser.close());

  const problems = async (html: string): Promise<string[]> => {
    await page.setContent(`<!doctype html><body style="margin:0;font:14px sans-serif">${html}</body>`);
    return geometryProblems(page);
  };

  it.each([
    ['sticks out', '<button style="position:absolute;left:300px;width:80px">Save</button>'],
    ['cut', '<div style="width:60px;overflow:hidden;white-space:nowrap">A very long name of a user</div>'],
    ['cut', '<div style="height:10px;overflow:hidden">One line<br>and another<br>and one more</div>'],
    [
      'cut by its frame',
      '<div style="width:60px;overflow:hidden"><span style="white-space:nowrap">A long name of a user</span></div>',
    ],
    [
      'sticks out',
      '<div style="white-space:nowrap"><bdi>A very long name of somebody with many other names and no end</bdi></div>',
    ],
    [
      'cut by its frame',
      '<div style="overflow:hidden"><button style="margin-left:-9px">Details</button></div>',
    ],
    [
      'reaches below the window',
      '<div role="menu" style="position:fixed;top:300px;height:400px"><button>Last</button></div>',
    ],
    ['overlap', '<button>First</button><button style="margin-left:-30px">Second</button>'],
    ['overlap', '<p style="margin:0">One text</p><p style="margin:-14px 0 0">Another</p>'],
  ])('finds what %s', async (kind, html) => {
    expect((await problems(html)).map((line) => line.split(':')[0])).toContain(kind);
  });

  it.each([
    ['texts below one another', '<p>One</p><p>Two</p><button>Three</button>'],
    [
      'a cut that says so',
      '<div style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">A very long name</div>',
    ],
    [
      'a table that scrolls sideways',
      '<div style="width:300px;overflow:auto"><div style="width:900px;display:flex;justify-content:end"><b>Last</b></div></div>',
    ],
    [
      'a part of a line that says it is cut',
      '<div style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis"><bdi>A very long name of somebody with many other names</bdi></div>',
    ],
    [
      'a cut after some lines that says so',
      '<div style="width:60px;overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2"><bdi>A very long name of a user</bdi></div>',
    ],
    [
      'words that wrap beside each other',
      '<div style="width:120px"><span>A name of several words</span> <span>and a note of some more</span></div>',
    ],
    ['a bar over the end of the page', '<p>Text</p><div style="position:fixed;top:0">Bar</div>'],
    [
      'words for screen readers only',
      '<span style="position:absolute;width:1px;height:1px;overflow:hidden">Hidden words</span>',
    ],
  ])('leaves %s alone', async (_, html) => {
    expect(await problems(html)).toEqual([]);
  });
});
