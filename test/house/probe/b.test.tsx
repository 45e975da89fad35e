import { expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { Button, FluentProvider, webLightTheme, Menu, MenuTrigger, MenuPopover, MenuList, MenuItem, Dropdown, Option } from '@fluentui/react-components';
import { userEvent } from '@testing-library/user-event';
import * as msal from '@azure/msal-browser';
import { Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import * as oauth from 'oauth4webapi';
import axe from 'axe-core';
import pLimit from 'p-limit';
import { parse } from 'lossless-json';
function Where() { const [l] = useLocation(); return <p>at {l}</p>; }
it('renders', async () => {
  render(<FluentProvider theme={webLightTheme}><Button>Hi</Button><Router hook={useHashLocation}><Where /></Router><Dropdown aria-label="d"><Option>a</Option></Dropdown>
   <Menu><MenuTrigger><Button>m</Button></MenuTrigger><MenuPopover><MenuList><MenuItem>i</MenuItem></MenuList></MenuPopover></Menu></FluentProvider>);
  await userEvent.click(screen.getByText('m'));
  expect(screen.getByText('i')).toBeTruthy();
  expect(screen.getByText('Hi')).toBeTruthy();
  expect(screen.getByText('at /')).toBeTruthy();
  expect(structuredClone({ a: 1 })).toEqual({ a: 1 });
  const d = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('a'));
  expect(d.byteLength).toBe(32);
  expect(new Uint8Array(d)).toHaveLength(32);
  expect(typeof new BroadcastChannel('x').close).toBe('function');
  expect(await new Response('a').text()).toBe('a');
  expect(msal).toBeTruthy(); expect(oauth.generateRandomCodeVerifier()).toBeTruthy(); expect(pLimit(2)).toBeTruthy(); expect(parse('{"a":1}')).toBeTruthy();
  expect((await axe.run(document.body)).violations.map(v=>v.id)).toEqual(['region'].slice(0,0));
});
