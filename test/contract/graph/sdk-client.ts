// Microsoft's generated SDK as a client of the sandbox: its links lead to graph.microsoft.com, so the origin is put right
// where it fetches, and the token of the sandbox is added there too (graph-contract.md 1.2 A).
import {
  AnonymousAuthenticationProvider,
  HttpMethod,
  ParseNodeFactoryRegistry,
  RequestInformation,
  SerializationWriterFactoryRegistry,
} from '@microsoft/kiota-abstractions';
import { GraphRequestAdapter, createGraphServiceClient } from '@microsoft/msgraph-sdk';
import '@microsoft/msgraph-sdk-users';
import { BatchRequestContent, createGraphClientFactory } from '@microsoft/msgraph-sdk-core';
import type { UserItemRequestBuilder } from '@microsoft/msgraph-sdk-users/users/item/index.js';
import { userToken } from '../../sandbox/graph/graph-server.ts';
import type { GraphServer } from '../../sandbox/graph/graph-server.ts';
import { isObject, jsonOf, recordingFetch } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';

export const production = 'https://graph.microsoft.com';

export interface SdkClient {
  /** `/me`: the SDK replaces this user by it */
  readonly me: UserItemRequestBuilder;
  user(idOrName: string): UserItemRequestBuilder;
  readonly exchanges: readonly Exchange[];
  /** for requests that only read; the SDK's own batch */
  batch(): BatchRequestContent;
  /** Any batch, as it is written, through the SDK's request adapter. */
  sendBatch(requests: readonly Json[]): Promise<Json>;
}

export function sdkFor(server: GraphServer): SdkClient {
  const exchanges: Exchange[] = [];
  const send = recordingFetch(fetch, exchanges);
  const http = createGraphClientFactory({}, (url, init) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', userToken('ana'));
    return send(url.replace(production, server.origin), { ...init, headers });
  });
  const registries = [new ParseNodeFactoryRegistry(), new SerializationWriterFactoryRegistry()] as const;
  const adapter = new GraphRequestAdapter(new AnonymousAuthenticationProvider(), ...registries, http);
  const client = createGraphServiceClient(adapter);
  return {
    me: client.users.byUserId('TokenToReplace'),
    user: (idOrName) => client.users.byUserId(idOrName),
    exchanges,
    batch: () => new BatchRequestContent(adapter, {}),
    async sendBatch(requests) {
      const request = new RequestInformation(HttpMethod.POST, '{+baseurl}/$batch', {
        baseurl: `${production}/v1.0`,
      });
      const body = new TextEncoder().encode(JSON.stringify({ requests }));
      request.setStreamContent(body.buffer, 'application/json');
      const answer = await adapter.sendPrimitive<ArrayBuffer>(request, 'ArrayBuffer', undefined);
      const json = jsonOf(new TextDecoder().decode(answer));
      return isObject(json) ? json : {};
    },
  };
}
