-- One cart, as a shop's page posts it; each is an order of its own.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "items[0][price]=price_a&items[0][quantity]=2" ..
  "&items[1][price]=price_b&items[1][quantity]=1"
