-- One create-session request; the price stands in the environment.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "mode=payment&success_url=https%3A%2F%2Fshop.example%2Fok" ..
  "&cancel_url=https%3A%2F%2Fshop.example%2Fcart" ..
  "&client_reference_id=order-6735&metadata[order_id]=6735" ..
  "&line_items[0][price]=" .. os.getenv("TILL_BENCH_PRICE") ..
  "&line_items[0][quantity]=2"
