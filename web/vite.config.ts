import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import Icons from "unplugin-icons/vite";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { partOf, serverOnly } from "./tools/message-parts.mjs";

/** What nearly every page shows, whatever its face; and the signs of the residents' navigation, too small to travel alone. */
const COMMON =
  /~icons\/tabler\/(building-community|calendar-event|home|user)(\W|$)|\/src\/ui\/(Lx(Button|CallBar|Card|Dialog|EmptyState|Icon|LangSwitch|Link|More|Notice|Page|Problem|RadioTiles|SkipLink|Skeleton|StatusTag|Tag|TextSize|Toast)\.vue|toast\.ts)/;
const LAYERS = "@layer reset,tokens,base,parts,pages;";
const api = process.env.VITE_API ?? "http://127.0.0.1:8080";

/** Serves `messages.json?first`, `?later` and `?rare`: what the lists and the home page say, the rest, and what few pages say. */
function messageParts(): Plugin {
  return {
    name: "message-parts",
    enforce: "pre",
    async load(id) {
      const found = /^(.*\/i18n\/(\w+)\/[\w-]+\.json)\?(first|later|rare)$/.exec(id);
      if (!found) return null;
      const [, file, face, part] = found;
      this.addWatchFile(file!);
      const all = Object.entries(JSON.parse(await readFile(file!, "utf8")) as Record<string, string>);
      const wanted = all.filter(([key]) => !serverOnly(key) && partOf(face!, key) === part);
      return { code: `export default ${JSON.stringify(Object.fromEntries(wanted))}`, moduleType: "js" };
    },
  };
}

/** Every style sheet states the order of the layers, so it holds in whatever order the sheets arrive. */
function layerOrder(): Plugin {
  return {
    name: "layer-order",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && file.fileName.endsWith(".css")) file.source = `${LAYERS}${String(file.source)}`;
      }
    },
  };
}

export default defineConfig({
  plugins: [messageParts(), layerOrder(), vue(), Icons({ compiler: "vue3", scale: 1.3 })],
  resolve: {
    alias: { "vue-router": fileURLToPath(new URL("src/lib/router/index.ts", import.meta.url)) },
  },
  define: {
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
  build: {
    target: ["chrome99", "safari15.4"],
    cssTarget: ["chrome99", "safari15.4"],
    manifest: true,
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The server preloads what the first page needs. Listing every chunk of every face here would cost each resident 2 kB.
      resolveDependencies: (_file, dependencies) => dependencies.filter((one) => one.endsWith(".css")),
    },
    rollupOptions: {
      input: { main: "index.html", sw: "src/sw.ts" },
      output: {
        // The worker governs the whole site only when it is served from the root, under a name that never changes.
        // Small parts that most pages share travel together: fewer requests, and they compress better.
        codeSplitting: {
          groups: [{ name: "common", test: COMMON }],
        },
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    proxy: { "/api": api },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
  },
});
