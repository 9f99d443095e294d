// The pages in a real browser: what a desk officer does with them, and what no page may ever do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, launch, open, shift, visit } from "./desk.mjs";

const LARGEST = 300 * 1024;

let desk, browser, addresses;

before(async () => {
  [desk, browser] = [await open(), await launch()];
  const { page, context } = await visit(browser);
  await page.goto(desk.address);
  const party = await page.getAttribute("table.matrix tbody th a", "href");
  const issue = await page.getAttribute("table.matrix thead th a", "href");
  const answer = await context.request.get(`${desk.address}/api/v1/articles`);
  const articles = (await answer.json()).items.map((a) => `/articles/${a.id}`);
  addresses = ["/", "/?as_of=2025-02-20&all=1", "/evidence", "/moved", issue, party, "/timetable?as_of=2025-02-20", "/articles", "/articles?q=ceasefire", "/add", "/brief", "/entries/1", "/review", "/nowhere", ...articles];
  await context.close();
});

after(async () => {
  await browser.close();
  desk.close();
});

test("every page loads whole, light, still and silent", async () => {
  for (const address of addresses) {
    const { page, context, faults, weight } = await visit(browser);
    await page.goto(desk.address + address, { waitUntil: "networkidle" });
    assert.ok(await page.isVisible("main h1"), `${address} has a heading`);
    // Now and then the browser reports a few ten-millionths for a long page; a line of text that moves by one pixel is more than ten times that.
    assert.ok((await shift(page)) < 0.00001, `${address} moves while it loads`);
    assert.ok(weight() < LARGEST, `${address} weighs ${weight()} bytes`);
    const silent = address === "/nowhere" ? faults.filter((f) => !f.includes("404")) : faults;
    assert.deepEqual(silent, [], address);
    await context.close();
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`no page bars anybody (${colorScheme})`, async () => {
    const { page, context } = await visit(browser, { colorScheme, bypassCSP: true });
    for (const address of addresses) {
      await page.goto(desk.address + address);
      assert.deepEqual(await findings(page), [], `${address} in ${colorScheme}`);
    }
    await context.close();
  });
}

test("a cell of the matrix leads to its words, and they to the article", async () => {
  const { page, context, faults } = await visit(browser);
  await page.goto(desk.address);
  const cell = page.locator("table.matrix td a.cell").first();
  const words = (await cell.locator("q").innerText()).replace(/…$/, "").trim();
  await cell.click();
  await page.waitForSelector("#panel");
  assert.match(page.url(), /open_party=/, "the open place has its address");
  const shown = (await page.locator("#panel blockquote").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  assert.ok(shown.some((text) => text.includes(words)), `“${words}” is shown`);
  await page.locator("#panel .ways a[href^='/articles/']").first().click();
  await page.waitForURL(/\/articles\//);
  const mark = page.locator("mark.chosen").first();
  await mark.waitFor();
  const box = await mark.boundingBox();
  assert.ok(box.y >= 0 && box.y < 900, `the words are in view, at ${box.y}`);
  assert.deepEqual(faults, []);
  await context.close();
});

test("the matrix replays as of a day, by steps and by the slider", async () => {
  const { page, context, faults } = await visit(browser);
  await page.goto(desk.address);
  const now = await page.locator("table.matrix tbody").innerText();
  await page.click("#step-before");
  await page.waitForURL(/as_of=/);
  await page.goto(`${desk.address}/?as_of=2025-02-13`);
  const then = await page.locator("table.matrix tbody").innerText();
  assert.notEqual(then, now);
  const slider = page.locator("input[type=range]");
  if (await slider.count()) {
    await slider.focus();
    await page.keyboard.press("End");
    await page.waitForFunction((text) => document.querySelector("table.matrix tbody").innerText !== text, then);
    assert.match(page.url(), /as_of=2025-/, "each state has its address");
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("search finds quotations and articles", async () => {
  const { page, context, faults } = await visit(browser);
  await page.goto(desk.address);
  await page.fill("#q", "ceasefire");
  await page.press("#q", "Enter");
  await page.waitForURL(/q=ceasefire/);
  assert.ok(await page.isVisible("#quotations") && await page.isVisible("#texts"));
  assert.ok((await page.locator(".passage mark").count()) > 0, "the words are marked");
  assert.deepEqual(faults, []);
  await context.close();
});

test("an article cannot run anything", async () => {
  const { page, context, faults } = await visit(browser);
  for (const address of [...addresses.filter((a) => a !== "/nowhere"), "/articles?q=script", `/?party=${encodeURIComponent("<img src=x onerror=window.broken=1>")}`]) {
    await page.goto(desk.address + address);
    assert.equal(await page.evaluate(() => window.broken), undefined, address);
    assert.equal(await page.locator("img, iframe, object, embed, main script, a[href^=javascript]").count(), 0, address);
  }
  await page.goto(`${desk.address}/articles?q=pause`);
  assert.ok((await page.content()).includes("&lt;script&gt;"), "its words are shown, as words");
  assert.deepEqual(faults, []);
  await context.close();
});

test("review is worked by keys", async () => {
  const { page, context, faults } = await visit(browser);
  await page.goto(`${desk.address}/review?by=Ana`);
  const entry = () => page.getAttribute("[data-queue] article.entry", "id");
  const first = await entry();
  await page.keyboard.press("n");
  await page.waitForURL(/entry=/);
  const second = await entry();
  assert.notEqual(second, first);
  await page.keyboard.press("p");
  await page.waitForFunction((id) => document.querySelector("[data-queue] article.entry").id === id, first);

  await page.keyboard.press("a");
  await page.waitForSelector(".notice[role=status]");
  assert.match(await page.locator(".notice[role=status]").first().innerText(), /confirmed/);
  assert.equal(await entry(), second, "the next one is there");
  await page.keyboard.press("u");
  await page.waitForFunction((id) => document.querySelector("[data-queue] article.entry").id !== id, second);

  await page.keyboard.press("c");
  await page.waitForSelector("details[data-key=c][open]");
  await page.selectOption("[data-queue] select[name=stance]", "open");
  await page.click("[data-queue] button[value=correct]");
  await page.waitForSelector(".notice[role=status]");
  assert.match(await page.locator(".notice[role=status]").first().innerText(), /corrected/);

  const before = await entry();
  await page.keyboard.press("r");
  await page.waitForFunction((id) => document.querySelector("[data-queue] article.entry").id !== id, before);
  assert.match(await page.locator(".notice[role=status]").first().innerText(), /withdrawn/);
  assert.match(await page.locator("main").innerText(), /Ana/, "decided under her name");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a decision made in one browser appears in the other", async () => {
  const [one, other, plain] = [await visit(browser), await visit(browser), await visit(browser, { javaScriptEnabled: false })];
  await one.page.goto(`${desk.address}/review?by=Ana`);
  const number = (await one.page.getAttribute("[data-queue] article.entry", "id")).replace("entry-", "");
  await other.page.goto(`${desk.address}/entries/${number}`);
  await one.page.click("[data-queue] button[value=confirm]");
  await one.page.waitForSelector(".notice[role=status]");
  await other.page.waitForFunction(() => document.querySelector("main").innerText.includes("confirmed by Ana"), null, { timeout: 8000 });
  await plain.page.goto(`${desk.address}/entries/${number}`);
  assert.match(await plain.page.locator("main").innerText(), /confirmed by Ana/, "without a script, a reload shows it");
  assert.deepEqual([...one.faults, ...other.faults], []);
  for (const { context } of [one, other, plain]) await context.close();
});

test("somebody who writes is not disturbed, but told", async () => {
  const [one, other] = [await visit(browser), await visit(browser)];
  await other.page.goto(`${desk.address}/review?by=Ben`);
  const shown = await other.page.getAttribute("[data-queue] article.entry", "id");
  await other.page.fill("[data-queue] input[name=why]", "half a reas");
  await one.page.goto(`${desk.address}/entries/${shown.replace("entry-", "")}`);
  await one.page.fill("form.decide input[name=by]", "Ana");
  await one.page.click("form.decide button[value=confirm]");
  await one.page.waitForLoadState();
  await other.page.waitForSelector("#changed", { timeout: 8000 });
  assert.equal(await other.page.inputValue("[data-queue] input[name=why]"), "half a reas");
  for (const { context } of [one, other]) await context.close();
});

test("everything works without a script", async () => {
  const { page, context, faults } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(desk.address);
  await page.locator("table.matrix td a.cell").first().click();
  assert.ok((await page.locator("article.entry, blockquote").count()) > 0);
  await page.goto(`${desk.address}/review`);
  await page.fill("[data-queue] input[name=by]", "Ana");
  await page.click("[data-queue] button[value=confirm]");
  assert.match(await page.locator(".notice").first().innerText(), /confirmed/);
  assert.deepEqual(faults, []);
  await context.close();
});
