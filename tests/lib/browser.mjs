/*
 * browser: Debian's Chromium for a test, and what it complains about.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { temporaryFolder } from './till.mjs';

const executablePath = process.env.TILL_CHROMIUM || '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export const sizes = [{ width: 1280, height: 900 },
  { width: 390, height: 844 }];

export class Browser {
  /** javaScript: whether pages may run scripts; size: one of sizes. */
  static async start({ javaScript = true, size = sizes[0],
    colorScheme = 'light' } = {}) {
    const browser = new Browser();
    browser.size = size;
    browser.name = `${size.width}${javaScript ? '' : '-noscript'}${
      colorScheme === 'dark' ? '-dark' : ''}`;
    browser.folder = temporaryFolder('chromium');
    browser.context = await chromium.launchPersistentContext(browser.folder, {
      executablePath, args, headless: true, viewport: size,
      javaScriptEnabled: javaScript, colorScheme, reducedMotion: 'reduce' });
    browser.context.setDefaultTimeout(8000);
    browser.problems = [];
    browser.context.on('page', (page) => browser.#watch(page));
    browser.page = browser.context.pages()[0] ??
      await browser.context.newPage();
    browser.#watch(browser.page);
    return browser;
  }

  /* What the console calls an error: broken scripts, blocked by a policy,
   * files that are not there.  A page's own status of 400 and above is told
   * there too, and is for the test to judge. */
  #watch(page) {
    if (page.watched)
      return;
    page.watched = true;
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      const { url } = message.location();
      if (message.type() !== 'error')
        return;
      if (url === page.url() && /status of 4\d\d/.test(message.text()))
        return;
      this.problems.push(`${message.text()} (${url})`);
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      if (why !== 'net::ERR_ABORTED')
        this.problems.push(`${request.url()}: ${why}`);
    });
  }

  /** Keeps a picture of the whole page where TILL_SCREENSHOTS says. */
  async picture(name) {
    const folder = process.env.TILL_SCREENSHOTS;
    const path = folder && join(folder, `${name}-${this.name}.png`);
    if (folder)
      mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path, fullPage: true });
  }

  /** Whether the page can be scrolled sideways, in CSS pixels too wide. */
  async tooWide() {
    const box = await this.page.locator('body').boundingBox();
    const session = await this.context.newCDPSession(this.page);
    const { cssContentSize } = await session.send('Page.getLayoutMetrics');
    await session.detach();
    return Math.max(0, Math.ceil(Math.max(cssContentSize.width,
      box?.width ?? 0) - this.size.width));
  }

  async stop() {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
