import type { Page } from 'playwright-core';

/** How well the first element that a selector finds can be read: 1 to 21 (WCAG 2.2, "contrast ratio"). */
export async function contrastOf(page: Page, selector: string): Promise<number> {
  const [text = [], back = []] = await page.evaluate<number[][]>(`(() => {
    const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
    let element = document.querySelector(${JSON.stringify(selector)});
    const text = numbers(getComputedStyle(element).color);
    for (; element; element = element.parentElement) {
      const back = numbers(getComputedStyle(element).backgroundColor);
      if (back[3] !== 0) return [text, back];
    }
    return [text, [255, 255, 255]];
  })()`);
  const [bright = 0, dim = 0] = [luminance(text), luminance(back)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const linear = (part: number): number =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
