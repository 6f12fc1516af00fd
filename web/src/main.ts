import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/print.css";
import { createApp } from "vue";
import App from "./App.vue";
import { startLanguage } from "./lib/i18n";
import { startOffline, startWorker } from "./lib/offline";
import { knowSession } from "./lib/session";
import { startTextSize } from "./lib/text-size";
import { faceOf, router } from "./router";

startTextSize();
startOffline();
void knowSession();

/** What the server wrote stays until the page that takes its place is here. */
void startLanguage("shared", faceOf(location.pathname)).then(async () => {
  const app = createApp(App).use(router);
  await router.ready().catch(() => undefined);
  app.mount("#app");
  startWorker();
});
