using System.Reflection;
using FluentValidation;
using FluxKart.Api;
using FluxKart.Api.Contracts;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Api.Validation;

/// <summary>What every endpoint that takes a body must have.</summary>
public sealed class BodyTests
{
    [Fact]
    public async Task Bodies_Always_HaveAValidatorAndAnExample()
    {
        await using var app = Program.Build(Program.CreateBuilder([]));
        var bodies = app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .SelectMany(action => action.Parameters)
            .Where(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Body)
            .Select(parameter => parameter.ParameterType)
            .ToList();

        Assert.Contains(typeof(IdentifyRequest), bodies);
        Assert.All(bodies, body =>
        {
            Assert.NotNull(app.Services.GetService(typeof(IValidator<>).MakeGenericType(body)));
            Assert.NotNull(body.GetCustomAttribute<RequestExampleAttribute>());
        });
    }
}
