// A real sign-in service (oidc-provider) on this machine, that keeps its word or breaks it as a test asks.
// node provider.mjs  → prints the address it calls itself, then serves until it is ended.
// POST /test {"account": {"sub": "ada", …}, "flaw": "audience"}  → who is signed in there, and what is wrong with the
// next ID tokens; an account null is nobody, who then sends people back.
import { createServer } from "node:http";

import * as jose from "jose";
import Provider from "oidc-provider";

const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://localhost:${server.address().port}`;

const keyOf = async (kid) => {
  const { privateKey } = await jose.generateKeyPair("RS256", { extractable: true });
  return { ...(await jose.exportJWK(privateKey)), kid, alg: "RS256", use: "sig" };
};
const [ours, anothers] = [await keyOf("ours"), await keyOf("ours")];
let told = { account: { sub: "ada" }, flaw: null };

const FLAWS = {
  audience: (claims) => ({ ...claims, aud: "another-client" }),
  audiences: (claims) => ({ ...claims, aud: [claims.aud, "another-client"], azp: claims.aud }),
  party: (claims) => ({ ...claims, azp: "another-client" }),
  nonce: (claims) => ({ ...claims, nonce: "another" }),
  "no nonce": ({ nonce: _, ...claims }) => claims,
  expired: (claims) => ({ ...claims, iat: claims.iat - 7200, exp: claims.iat - 3600 }),
  old: (claims) => ({ ...claims, iat: claims.iat - 7200 }),
  "no end": ({ exp: _, ...claims }) => claims,
  issuer: (claims) => ({ ...claims, iss: "http://localhost:1" }),
  "no subject": ({ sub: _, ...claims }) => claims,
};

async function written(token) {
  const { sub: _, name: _name, email: _email, email_verified: _verified, ...more } = told.account;
  let claims = { ...jose.decodeJwt(token), ...more };
  claims = FLAWS[told.flaw] ? FLAWS[told.flaw](claims) : claims;
  if (told.flaw === "unsigned") return new jose.UnsecuredJWT(claims).encode();
  if (told.flaw === "garbage") return "no token at all";
  if (told.flaw === "secret")
    return new jose.SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode("secret".padEnd(32, "!")));
  const key = await jose.importJWK(told.flaw === "key" ? anothers : ours, "RS256");
  return new jose.SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "ours" }).sign(key);
}

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "hub: our place",
      client_secret: "secret/ &+".padEnd(40, "!"),
      redirect_uris: ["http://localhost:8000/sign-in/return/0"],
    },
  ],
  jwks: { keys: [ours] },
  cookies: { keys: ["only for tests"] },
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...told.account, sub }) }),
  pkce: { required: () => true },
  async loadExistingGrant(ctx) {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});
// Which number an organisation gets is known to the test alone; at the exchange the address has to be the same anyway.
provider.Client.prototype.redirectUriAllowed = (uri) => /^http:\/\/localhost:\d+\/sign-in\/return\/\d+$/.test(uri);

provider.use(async (ctx, next) => {
  if (ctx.path === "/test") {
    let body = "";
    for await (const piece of ctx.req) body += piece;
    told = { account: { sub: "ada" }, flaw: null, ...JSON.parse(body) };
    ctx.body = "noted";
    return;
  }
  if (ctx.path.startsWith("/interaction/")) {
    const result = told.account ? { login: { accountId: told.account.sub } } : { error: "access_denied" };
    await provider.interactionFinished(ctx.req, ctx.res, result);
    ctx.respond = false;
    return;
  }
  await next();
  if (ctx.path === "/token" && ctx.body?.id_token) ctx.body.id_token = await written(ctx.body.id_token);
  if (told.flaw === "down" && ctx.path !== "/test") [ctx.status, ctx.body] = [503, "closed"];
});

server.on("request", provider.callback());
console.log(issuer);
