/** `windows-netsh`: WinHTTP's proxy for the whole machine, by netsh. Pure. */
import { cmdEcho, cmdFile, cmdRemark } from '../../writers/cmd.ts';
import { jsonLine } from '../../writers/json.ts';
import { semicolonList, WINDOWS } from '../bypass/windows.ts';
import type { Report } from '../report.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Setting, Target } from '../target.ts';
import { proxyServer } from './internet-settings.ts';

const TITLE = 'Windows WinHTTP (netsh)';

/** Services and Windows Update use WinHTTP; desktop programs use the Internet Settings. */
export const windowsNetsh: Target = {
  id: 'windows-netsh',
  title: TITLE,
  family: 'windows',
  platforms: ['Windows 11', 'Windows Server 2022'],
  supports: { ...TAKES_BOTH, pacReads: ['http'], perScheme: true, flavour: 'windows', scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'proxy-winhttp.cmd',
  place: 'Run it as an administrator.',
  removal: 'A script, run like the first, that sets no proxy. What was there before does not come back.',
  sources: [
    {
      name: 'Microsoft, Netsh commands for WinHTTP, set advproxy (MicrosoftDocs/win32, WinHttp)',
      url: 'https://learn.microsoft.com/windows/win32/winhttp/netsh-exe-commands',
    },
  ],
  checked: { by: 'a reader of the quoting written for the tests; no Windows', on: '2026-11-24' },
  notes: ['Removing clears the settings: netsh keeps no earlier ones.', 'WinHTTP tries http proxies only.'],
  dialect: WINDOWS,
  longest: { characters: 7_000, why: 'a line of cmd.exe has at most 8,191 characters' },
  render: (setting, { id }, report) => script(`Portolan profile ${id}`, advancedProxy(setting, report)),
  remove: ({ id }) => script(`Takes the proxy of Portolan profile ${id} away`, NO_ADVANCED_PROXY),
};

/** All four must be there, spelled like this. */
export interface AdvancedProxy {
  readonly [key: string]: string | boolean;
  readonly Proxy: string;
  readonly ProxyBypass: string;
  readonly AutoconfigUrl: string;
  readonly AutoDetect: boolean;
}

/** What netsh shows after removing: nothing set. */
export const NO_ADVANCED_PROXY: AdvancedProxy = { Proxy: '', ProxyBypass: '', AutoconfigUrl: '', AutoDetect: false };

/** What netsh is told. */
export function advancedProxy(setting: Setting, report: Report): AdvancedProxy {
  if (setting.mode === 'pac') return { ...NO_ADVANCED_PROXY, AutoconfigUrl: setting.url };
  return {
    ...NO_ADVANCED_PROXY,
    Proxy: proxyServer(setting, TITLE, report),
    ProxyBypass: semicolonList(setting.bypass),
  };
}

function script(remark: string, value: AdvancedProxy): string {
  return cmdFile([
    '@echo off',
    cmdRemark(remark),
    'setlocal DisableDelayedExpansion',
    'where netsh >nul 2>&1 || (echo portolan: netsh is not here 1>&2 & exit /b 1)',
    'net session >nul 2>&1 || (echo portolan: run this as an administrator 1>&2 & exit /b 1)',
    'set "settings=%TEMP%\\portolan-winhttp-%RANDOM%%RANDOM%.json"',
    `>"%settings%" echo ${cmdEcho(jsonLine(value))}`,
    'netsh winhttp set advproxy setting-scope=machine settings-file="%settings%"',
    'set "status=%ERRORLEVEL%"',
    'del "%settings%"',
    'if not "%status%"=="0" (echo portolan: netsh refused the settings 1>&2 & exit /b 1)',
    'netsh winhttp show advproxy',
  ]);
}
