/* axe: what axe-core finds wrong with a page and with the frames in it. */
import axe from 'axe-core';

/** The serious and critical findings, a line each. */
export async function barriers(page) {
  const found = [];
  for (const frame of page.frames()) {
    await frame.evaluate(axe.source);
    const { violations } = await frame.evaluate(() =>
      globalThis.axe.run(document, { iframes: false,
        resultTypes: ['violations'] }));
    for (const one of violations)
      if (one.impact === 'serious' || one.impact === 'critical')
        found.push(...one.nodes.map((node) =>
          `${one.id}: ${node.target.join(' ')} (${node.failureSummary})`));
  }
  return found;
}
