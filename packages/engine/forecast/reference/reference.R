# Reference values for golden.test.ts: R 4.2.2, forecast 8.20, tseries. Run: Rscript reference.R > reference.json
# Data sets of base R: yearly flow of the Nile (Durbin and Koopman 2001) and airline passengers (Box and Jenkins 1976).
suppressPackageStartupMessages({library(forecast); library(tseries)})
h <- 8
averaged <- function(fits) {
  a <- sapply(fits, function(f) f$aicc); w <- exp((min(a) - a) / 2)
  as.numeric(sapply(fits, function(f) as.numeric(forecast(f, h = h)$mean)) %*% (w / sum(w)))
}
smoothing <- function(x, seasonal) {
  forms <- list(c("MNN", FALSE), c("MAN", TRUE))
  if (seasonal) forms <- c(forms, list(c("MNM", FALSE), c("MAM", TRUE), c("MNA", FALSE)))
  averaged(lapply(forms, function(f) ets(x, model = f[1], damped = as.logical(f[2]), restrict = FALSE)))
}
arimas <- function(x) {
  d <- ndiffs(x, test = "kpss")
  orders <- expand.grid(p = 0:2, q = 0:2)
  fits <- lapply(seq_len(nrow(orders)), function(i) tryCatch(
    Arima(x, order = c(orders$p[i], d, orders$q[i]), include.constant = TRUE), error = function(e) NULL))
  averaged(Filter(Negate(is.null), fits))
}
level <- HoltWinters(Nile, beta = FALSE, gamma = FALSE)
air <- window(AirPassengers, end = c(1958, 12))
out <- list(
  nile = as.numeric(Nile), air = as.numeric(air),
  line = as.numeric(coef(lm(Nile ~ seq_along(Nile)))),
  smoothing = list(alpha = as.numeric(level$alpha), squares = level$SSE, level = as.numeric(coef(level))),
  kpss = as.numeric(suppressWarnings(kpss.test(Nile, "Level"))$statistic),
  kpssOfSteps = as.numeric(suppressWarnings(kpss.test(diff(Nile), "Level"))$statistic),
  centred = as.numeric(stats::filter(air, c(.5, rep(1, 11), .5) / 12)),
  theta = as.numeric(thetaf(Nile, h = h)$mean),
  nileEts = smoothing(Nile, FALSE), airEts = smoothing(air, TRUE), nileArima = arimas(Nile)
)
number <- function(v) ifelse(is.na(v), "null", formatC(v, digits = 10, format = "g", width = 1))
array <- function(v) if (length(v) == 1) number(v) else paste0("[", paste(number(v), collapse = ", "), "]")
json <- function(v) if (is.list(v)) paste0("{ ", paste0("\"", names(v), "\": ", sapply(v, json), collapse = ",\n  "), " }") else array(v)
cat(json(out), "\n", sep = "")
