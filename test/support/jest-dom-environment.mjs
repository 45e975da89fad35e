// jsdom lacks a part of what every browser has; it is copied from Node, which implements the same standards.
// fetch is Node's: relative addresses fail, so a test hands components a fake remote instead.
import { webcrypto } from 'node:crypto';
import { TestEnvironment as JsdomEnvironment } from 'jest-environment-jsdom';

const fromNode = [
  'structuredClone',
  'fetch',
  'Headers',
  'Request',
  'Response',
  'TextEncoder',
  'TextDecoder',
  'TextEncoderStream',
  'TextDecoderStream',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'CompressionStream',
  'DecompressionStream',
];
// MessageChannel is left out on purpose: React's scheduler would use it, and Node's keeps the process alive.

export default class BrowserLikeEnvironment extends JsdomEnvironment {
  channels = new Set();

  async setup() {
    await super.setup();
    const window = this.global;
    for (const name of fromNode) {
      if (window[name] === undefined) define(window, name, globalThis[name]);
    }
    // jsdom's typed arrays belong to another realm than Node's: WebCrypto and TextEncoder would refuse each other's.
    define(window, 'Uint8Array', Uint8Array);
    define(window, 'ArrayBuffer', ArrayBuffer);
    define(window, 'crypto', webcrypto);
    define(window, 'BroadcastChannel', this.closingChannel());
    readBlobs(window);
    define(window, 'matchMedia', window.matchMedia ?? noMediaMatches);
    define(window, 'ResizeObserver', window.ResizeObserver ?? NothingObserved);
    define(window, 'IntersectionObserver', window.IntersectionObserver ?? NothingObserved);
    window.Element.prototype.scrollIntoView ??= () => undefined;
    // axe asks for a canvas to measure text; jsdom answers with a stack trace on the console.
    window.HTMLCanvasElement.prototype.getContext = () => null;
  }

  async teardown() {
    for (const channel of this.channels) channel.close();
    await super.teardown();
  }

  /** Node's BroadcastChannel, closed with the test file: an open one would keep the process alive. */
  closingChannel() {
    const channels = this.channels;
    return class ClosingChannel extends BroadcastChannel {
      constructor(name) {
        super(name);
        channels.add(this);
      }
    };
  }
}

/** `arrayBuffer` and `text` of files, by the reader that jsdom has. */
function readBlobs(window) {
  const read = (how) =>
    function readBlob() {
      return new Promise((resolve, reject) => {
        const reader = new window.FileReader();
        reader.onload = () => resolve(reader.result);
        reader.onerror = () => reject(reader.error);
        reader[how](this);
      });
    };
  window.Blob.prototype.arrayBuffer ??= read('readAsArrayBuffer');
  window.Blob.prototype.text ??= read('readAsText');
}

function define(window, name, value) {
  Object.defineProperty(window, name, { value, configurable: true, writable: true });
}

function noMediaMatches(media) {
  const ignore = () => undefined;
  return {
    matches: false,
    media,
    onchange: null,
    addEventListener: ignore,
    removeEventListener: ignore,
    dispatchEvent: () => false,
  };
}

class NothingObserved {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}
