// People sign in: what each role sees and may do, in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, findings, launch, open, visit } from "./desk.mjs";

let desk, browser;

before(async () => {
  desk = await open({ users: [["Rita", "reader"], ["Rolf", "reviewer"]] });
  browser = await launch();
});

after(async () => {
  await browser.close();
  desk.close();
});

async function signIn(page, name, password = PASSWORD) {
  await page.fill("input[name=name]", name);
  await page.fill("input[name=password]", password);
  await page.click("main form button");
  await page.waitForLoadState();
}

test("a wrong password lets nobody in, a right one leads on to the page that was wanted", async () => {
  const { page, context } = await visit(browser, { bypassCSP: true });
  await page.goto(`${desk.address}/moved`);
  assert.match(page.url(), /sign-in/);
  assert.deepEqual(await findings(page), []);
  await signIn(page, "Rita", "another long secret");
  assert.ok(await page.isVisible("[role=alert]"));
  await signIn(page, "Rita");
  assert.match(page.url(), /\/moved$/);
  assert.match(await page.locator("header.top").innerText(), /Rita, reader/);
  assert.deepEqual(await findings(page), []);
  const cookie = (await context.cookies()).find((c) => c.name === "standpoint_session");
  assert.ok(cookie.httpOnly && cookie.sameSite === "Strict");
  await context.close();
});

test("a reader is shown no form; a reviewer decides under their own name; signing out ends it", async () => {
  const [reader, reviewer] = [await visit(browser), await visit(browser)];
  await reader.page.goto(`${desk.address}/review`);
  await signIn(reader.page, "Rita");
  assert.equal(await reader.page.locator("form.decide").count(), 0);
  await reviewer.page.goto(`${desk.address}/review`);
  await signIn(reviewer.page, "Rolf");
  await reviewer.page.click("[data-queue] button[value=confirm]");
  await reviewer.page.waitForSelector(".notice[role=status]");
  assert.match(await reviewer.page.locator("main").innerText(), /Rolf/);
  await reader.page.waitForFunction(() => document.querySelector("main").innerText.includes("Rolf"), null, { timeout: 8000 });
  await reviewer.page.click("form.badge button");
  await reviewer.page.waitForURL(/sign-in/);
  await reviewer.page.goto(`${desk.address}/review`);
  assert.match(reviewer.page.url(), /sign-in/);
  assert.deepEqual([...reader.faults, ...reviewer.faults], []);
  for (const { context } of [reader, reviewer]) await context.close();
});
