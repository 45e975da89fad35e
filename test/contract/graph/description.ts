// Microsoft's published OpenAPI description of Graph, where this machine has it: a clone of the project has none.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../exchange.ts';
import type { Json } from '../exchange.ts';

const beside = path.resolve(import.meta.dirname, '../../../../shared/contracts/graph-openapi.json');

/** File named by GRAPH_OPENAPI, or the one beside the project; null where there is neither. */
export function descriptionFile(): string | null {
  const named = process.env['GRAPH_OPENAPI'];
  if (named !== undefined && !existsSync(named)) throw new Error(`GRAPH_OPENAPI names no file: ${named}`);
  return named ?? (existsSync(beside) ? beside : null);
}

/** For the title of tests that are left out. */
export const withoutDescription = `no description of Graph: neither GRAPH_OPENAPI nor ${path.basename(beside)} beside the project`;

export interface Operation {
  /** names without `$`, lower case */
  readonly queryNames: ReadonlySet<string>;
  readonly headerNames: ReadonlySet<string>;
  readonly requestBody: Json | null;
  /** by `200`, `2XX` … */
  readonly responses: Json;
}

export interface Description {
  readonly schemas: Json;
  /** method in lower case, path with `{}` for keys; null: not described */
  operation(method: string, template: string): Operation | null;
}

export function readDescription(file: string): Description {
  const whole = objectAt(JSON.parse(readFileSync(file, 'utf8')));
  const components = objectAt(whole['components']);
  const resolve = (value: unknown): Json => {
    const node = objectAt(value);
    const name = /^#\/components\/(parameters|responses)\/(.+)$/.exec(textAt(node['$ref']));
    return name === null ? node : objectAt(objectAt(components[name[1] ?? ''])[name[2] ?? '']);
  };
  const paths = new Map(
    Object.entries(objectAt(whole['paths'])).map(([template, item]) => [
      template.replaceAll(/\{[^}]+\}/g, '{}'),
      objectAt(item),
    ]),
  );
  return {
    schemas: objectAt(components['schemas']),
    operation(method, template) {
      const item = paths.get(template);
      const found = item?.[method];
      if (item === undefined || !isObject(found)) return null;
      const parameters = [...listAt(item['parameters']), ...listAt(found['parameters'])].map(resolve);
      const named = (place: string): string[] =>
        parameters.filter((one) => one['in'] === place).map(({ name }) => String(name).toLowerCase());
      return {
        queryNames: new Set(named('query').map((name) => name.replace(/^\$/, ''))),
        headerNames: new Set(named('header')),
        requestBody: isObject(found['requestBody']) ? found['requestBody'] : null,
        responses: Object.fromEntries(
          Object.entries(objectAt(found['responses'])).map(([status, response]) => [
            status,
            resolve(response),
          ]),
        ),
      };
    },
  };
}

function textAt(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function objectAt(value: unknown): Json {
  return isObject(value) ? value : {};
}

function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
