// The walk of docs/tour.md over the shipped examples. TOUR=1 draws its pictures anew; without it the walk is only taken.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, root, visit } from "./desk.mjs";

const pictures = join(root, "docs/tour");

let desk, browser;

before(async () => {
  desk = await open({ harmful: false });
  browser = await launch();
  if (process.env.TOUR) mkdirSync(pictures, { recursive: true });
});

after(async () => {
  await browser.close();
  desk.close();
});

test("the tour", async () => {
  const { page, context, faults } = await visit(browser, { viewport: { width: 1180, height: 760 }, colorScheme: "light" });
  const picture = async (name) => {
    await page.waitForLoadState("networkidle");
    if (process.env.TOUR) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const show = async (address, name, words) => {
    await page.goto(desk.address + address);
    assert.match(await page.locator("main").innerText(), words, `${address} still shows what the tour says`);
    await picture(name);
  };

  await show("/", "1-where-things-stand", /Russia/);
  await page.locator("table.matrix tr", { hasText: "Russia" }).locator("a.cell").first().click();
  await page.waitForSelector("#panel");
  await picture("2-the-words");
  await page.goto(`${desk.address}/?as_of=2025-02-13`);
  await picture("3-as-of-a-day");
  await show("/moved", "4-what-moved", /Russia/);
  await page.goto(desk.address);
  await page.locator("table.matrix thead th a").first().click();
  await page.waitForURL(/issue=/);
  await picture("5-an-issue");
  await show("/timetable?as_of=2025-02-12", "6-timetable", /Ahead/);
  await show("/articles?q=ceasefire", "7-search", /Quotations/);
  await page.locator("section[aria-labelledby=texts] ul.lines a").first().click();
  await page.waitForURL(/\/articles\//);
  await picture("8-an-article");
  await show("/review", "9-review", /Accept/);
  await show("/brief", "10-brief", /Russia/);
  assert.deepEqual(faults, []);
  await context.close();

  const dark = await visit(browser, { viewport: { width: 1180, height: 760 }, colorScheme: "dark" });
  await dark.page.goto(desk.address);
  await dark.page.waitForLoadState("networkidle");
  if (process.env.TOUR) await dark.page.screenshot({ path: join(pictures, "11-at-night.png") });
  await dark.context.close();
});
